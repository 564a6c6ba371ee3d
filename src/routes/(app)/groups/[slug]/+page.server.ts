// A group's home: what it is for, who is in it, and what it works on.
import { act, read } from '$lib/server/act.ts';
import { nothingSchema } from '#shared/account-input.ts';
import { askToJoinSchema } from '#shared/group-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:group');
		const { group } = await event.parent();
		const { commitments } = await app.pledge.current();
		const mayReadPeople = group.abilities.read || group.abilities.manage;
		return {
			runningHead: [{ label: 'Groups', href: '/groups' }, { label: group.name }],
			commitments: commitments.filter(({ number }) => group.commitments.includes(number)),
			people: mayReadPeople ? await app.groups.members(actor, group.id) : null,
			requests: group.abilities.manage ? await app.groups.requests(actor, group.id) : [],
			calendar: group.abilities.read ? await app.groups.calendarFeed(actor, group.id) : null
		};
	});

export const actions: Actions = {
	join: (event) =>
		act(event, nothingSchema, async (actor) => {
			await event.locals.app.groups.join(actor, event.params.slug ?? '');
			return { done: 'You are in this group now.' };
		}),
	ask: (event) =>
		act(event, askToJoinSchema, async (actor, input) => {
			await event.locals.app.groups.ask(actor, event.params.slug ?? '', input);
			return { done: 'Those who run the group have been told.' };
		}),
	takeBack: (event) =>
		act(event, nothingSchema, async (actor) => {
			await event.locals.app.groups.takeBackRequest(actor, event.params.slug ?? '');
			return { done: 'Your request is taken back.' };
		}),
	makeCalendar: (event) =>
		act(event, nothingSchema, async (actor) => ({
			calendarUrl: (await event.locals.app.groups.makeCalendarFeed(actor, event.params.slug ?? ''))
				.url
		})),
	endCalendar: (event) =>
		act(event, nothingSchema, async (actor) => {
			await event.locals.app.groups.endCalendarFeed(actor, event.params.slug ?? '');
			return { done: 'The calendar address has ended. It shows nothing any more.' };
		})
};
