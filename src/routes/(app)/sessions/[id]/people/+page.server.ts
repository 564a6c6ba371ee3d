// Who comes to a session by a link, for its facilitators.
import { act, read } from '$lib/server/act.ts';
import { momentIn } from '#shared/dates.ts';
import { guestFormSchema, inviteGuestFormSchema } from '#shared/live-session/guest-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		const session = await app.liveSessions.byId(actor, id);
		return {
			runningHead: [
				{ label: 'Sessions', href: '/sessions' },
				{ label: session.title, href: `/sessions/${id}` },
				{ label: 'Guests' }
			],
			session: { id, title: session.title, startsAt: session.startsAt },
			guests: await app.sessionGuests.list(actor, id)
		};
	});

export const actions: Actions = {
	invite: (event) =>
		act(event, inviteGuestFormSchema, async (actor, { name, organisation, email, endsOn }) => {
			const { link } = await event.locals.app.sessionGuests.invite(actor, event.params.id, {
				name,
				organisation: organisation.trim() === '' ? null : organisation,
				email: email === '' ? null : email,
				endsAt: momentIn('Europe/London', endsOn, '23:59')
			});
			return { invited: { name, email, link } };
		}),
	revoke: (event) =>
		act(event, guestFormSchema, async (actor, { guestId }) => {
			const { name } = await event.locals.app.sessionGuests.revoke(actor, event.params.id, guestId);
			return { done: `The link of ${name} does not work any more.` };
		})
};
