// A group's home: what it is for, who is in it, and what it works on.
import { act, read } from '$lib/server/act.ts';
import { nothingSchema } from '#shared/account-input.ts';
import { askToJoinSchema } from '#shared/group-input.ts';
import type { Actions, PageServerLoad } from './$types';

/** Of each kind, as many as a page of everything can bear; the rest is a click away. */
const mostOfAKind = 8;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:group');
		const { group } = await event.parent();
		const { commitments } = await app.pledge.current();
		const runningHead = [{ label: 'Groups', href: '/groups' }, { label: group.name }];
		const facts = {
			runningHead,
			commitments: commitments.filter(({ number }) => group.commitments.includes(number)),
			people:
				group.abilities.read || group.abilities.manage
					? await app.groups.members(actor, group.id)
					: null,
			requests: group.abilities.manage ? await app.groups.requests(actor, group.id) : []
		};
		if (!group.abilities.read) return { ...facts, work: null };
		const place = { kind: 'group', id: group.id } as const;
		const [threads, notes, actions, decisions, calendar, mentions] = await Promise.all([
			app.discussions.ofPlace(actor, place, { limit: mostOfAKind }),
			app.notes.list(actor, { group: group.id, limit: mostOfAKind }),
			app.actions.ofGroup(actor, group.id),
			app.decisions.ofGroup(actor, group.id),
			app.groups.calendarFeed(actor, group.id),
			app.links.mentions(actor, place)
		]);
		return {
			...facts,
			work: { threads: threads.items, notes: notes.items, actions, decisions, calendar, mentions }
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
