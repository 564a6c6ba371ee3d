// Who signs for whom: a lead has somebody of the same organisation sign in their place for a stated time.
import { act, read } from '$lib/server/act.ts';
import { dayOf } from '#shared/dates.ts';
import { delegateFormSchema, endDelegationSchema } from '#shared/sign-off-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const seats = actor.kind === 'member' ? actor.seats : [];
		const organisations = await Promise.all(
			seats.map(async ({ organisationId: id, organisationName: name, role }) => ({
				id,
				name,
				delegations: await app.delegations.list(actor, id),
				/** Null for whoever is no lead of it. */
				candidates: role === 'lead' ? await app.delegations.candidates(actor, id) : null
			}))
		);
		return {
			runningHead: [{ label: 'Your account', href: '/account' }, { label: 'Deputies' }],
			organisations,
			today: dayOf(new Date().toISOString())
		};
	});

export const actions: Actions = {
	delegate: (event) =>
		act(event, delegateFormSchema, async (actor, { organisationId, ...input }) => ({
			delegated: await event.locals.app.delegations.delegate(actor, organisationId, input)
		})),
	end: (event) =>
		act(event, endDelegationSchema, async (actor, { id }) => {
			await event.locals.app.delegations.end(actor, id);
			return { hasEnded: true };
		})
};
