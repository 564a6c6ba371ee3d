// Who is in a group; for those who run it also who asks to come, who is invited, and everybody's role and end.
import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { byIdSchema, nothingSchema } from '#shared/account-input.ts';
import {
	answerFormSchema,
	inviteGuestSchema,
	inviteMemberFormSchema,
	placeFormSchema,
	removeFormSchema
} from '#shared/group-input.ts';
import { dayOf } from '#shared/dates.ts';
import type { Actions, PageServerLoad } from './$types';

/** A guest's place ends after half a year unless somebody chooses otherwise. */
const guestDays = 182;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:group');
		const { group } = await event.parent();
		const { manage } = group.abilities;
		const [people, requests, invitations, invitable] = await Promise.all([
			app.groups.members(actor, group.id),
			manage ? app.groups.requests(actor, group.id) : [],
			manage ? app.groups.invitations(actor, group.id) : [],
			manage ? app.groups.invitable(actor, group.id) : []
		]);
		return {
			runningHead: [
				{ label: 'Groups', href: '/groups' },
				{ label: group.name, href: `/groups/${group.slug}` },
				{ label: 'People' }
			],
			people,
			requests,
			invitations,
			invitable,
			guestUntil: dayOf(new Date(Date.now() + guestDays * 86_400_000).toISOString())
		};
	});

export const actions: Actions = {
	answer: (event) =>
		act(event, answerFormSchema, async (actor, { requestId, answer, reason }) => {
			const accepted = answer === 'accept';
			const slug = event.params.slug ?? '';
			await event.locals.app.groups.answer(actor, slug, requestId, { accepted, reason });
			return { done: accepted ? 'They are in the group now.' : 'They have been told why not.' };
		}),
	inviteMember: (event) =>
		act(event, inviteMemberFormSchema, async (actor, input) => {
			await event.locals.app.groups.invite(actor, event.params.slug ?? '', input);
			return { done: 'They are invited, and have been told.' };
		}),
	inviteGuest: (event) =>
		act(event, inviteGuestSchema, async (actor, input) => {
			await event.locals.app.groups.invite(actor, event.params.slug ?? '', input);
			return { done: `A mail is on its way to ${input.email}. Its link works for 14 days.` };
		}),
	takeBack: (event) =>
		act(event, byIdSchema, async (actor, { id }) => {
			await event.locals.app.groups.takeBackInvitation(actor, event.params.slug ?? '', id);
			return { done: 'The invitation is taken back. Its link leads nowhere any more.' };
		}),
	setPlace: (event) =>
		act(event, placeFormSchema, async (actor, { memberId, role, untilOn }) => {
			await event.locals.app.groups.setPlace(actor, event.params.slug ?? '', memberId, {
				role,
				untilOn: untilOn ?? null
			});
			return { done: 'That is changed.' };
		}),
	remove: (event) =>
		act(event, removeFormSchema, async (actor, { memberId, reason }) => {
			await event.locals.app.groups.remove(actor, event.params.slug ?? '', memberId, { reason });
			return {
				done: 'They are no longer in the group. Pages they have open have been closed to them.'
			};
		}),
	leave: (event) =>
		act(event, nothingSchema, async (actor) => {
			await event.locals.app.groups.leave(actor, event.params.slug ?? '');
			redirect(303, '/groups');
		})
};
