// Looking through what came of a session, before it is closed.
import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { nothingSchema } from '#shared/account-input.ts';
import {
	addOutcomeFormSchema,
	outcomeFormSchema,
	removeOutcomeFormSchema
} from '#shared/live-session/outcome-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		const record = await app.sessionClosing.record(actor, id);
		if (record.state === 'closed' || !record.mayCheck) redirect(303, `/sessions/${id}/record`);
		return {
			runningHead: [
				{ label: 'Sessions', href: '/sessions' },
				{ label: record.title, href: `/sessions/${id}` },
				{ label: 'What came of it' }
			],
			record
		};
	});

export const actions: Actions = {
	check: (event) =>
		act(event, outcomeFormSchema, async (actor, { outcomeId, ...change }) => {
			await event.locals.app.sessionClosing.change(actor, event.params.id, outcomeId, change);
			return { done: 'Kept.' };
		}),
	remove: (event) =>
		act(event, removeOutcomeFormSchema, async (actor, { outcomeId }) => {
			await event.locals.app.sessionClosing.remove(actor, event.params.id, outcomeId);
			return { done: 'Left out of the record.' };
		}),
	add: (event) =>
		act(event, addOutcomeFormSchema, async (actor, input) => {
			await event.locals.app.sessionClosing.add(actor, event.params.id, input);
			return { done: 'Written down.' };
		}),
	close: (event) =>
		act(event, nothingSchema, async (actor) => {
			await event.locals.app.sessionClosing.close(actor, event.params.id);
			redirect(303, `/sessions/${event.params.id}/record`);
		})
};
