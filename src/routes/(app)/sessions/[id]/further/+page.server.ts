// Taking further what may leave the room: into a learning note, a group's work, a challenge.
import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { actionFormSchema, decisionFormSchema } from '#shared/live-session/becoming-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		const [record, groups] = await Promise.all([
			app.sessionClosing.record(actor, id),
			app.notes.ownGroups(actor)
		]);
		if (!record.mayCarryFurther) redirect(303, `/sessions/${id}/record`);
		return {
			runningHead: [
				{ label: 'Sessions', href: '/sessions' },
				{ label: record.title, href: `/sessions/${id}/record` },
				{ label: 'Take it further' }
			],
			record,
			groups
		};
	});

export const actions: Actions = {
	action: (event) =>
		act(event, actionFormSchema, async (actor, { outcomeId, groupId }) => {
			const { app } = event.locals;
			await app.sessionBecoming.become(actor, event.params.id, outcomeId, {
				as: 'action',
				groupId
			});
			return { done: 'It is an action now.' };
		}),
	decision: (event) =>
		act(event, decisionFormSchema, async (actor, { outcomeId, groupId, reasons }) => {
			const { app } = event.locals;
			await app.sessionBecoming.become(actor, event.params.id, outcomeId, {
				as: 'decision',
				groupId,
				reasons
			});
			return { done: 'It is a decision of the group now.' };
		})
};
