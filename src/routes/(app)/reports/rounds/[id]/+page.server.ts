// One round: its dates and what moved, who is expected, what it asks, and how far it is.
import * as v from 'valibot';
import { dateEntries, daySchema, minuteOf } from '$lib/rounds/date-form.ts';
import { act, read } from '$lib/server/act.ts';
import { expectedSchema, moveDatesSchema } from '#shared/round-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		const round = await app.rounds.byId(actor, id);
		const target = { kind: 'round', state: round.state } as const;
		const isPublished = round.state === 'published';
		const mayExpect = !isPublished && app.access.can(actor, 'round.expect', target);
		const [questions, expected, organisations, board, mayWriteSynthesis] = await Promise.all([
			app.rounds.questions(actor, id),
			app.rounds.expected(actor, id),
			mayExpect ? app.rounds.mayBeExpected(actor) : [],
			mayExpect ? app.board.ofRound(actor, id) : null,
			app.synthesis.mayWrite(actor, id)
		]);
		const reports = isPublished ? await app.reports.listForRound(actor, id) : [];
		return {
			runningHead: [{ label: 'Reports', href: '/reports' }, { label: round.title }],
			round,
			/** Published ones that the actor may correct. */
			correctable: reports.filter(({ state, isCorrecting, organisations: of }) =>
				app.access.can(actor, 'report.correct', {
					kind: 'report',
					state,
					roundState: round.state,
					isCorrecting,
					organisationIds: of.map((organisation) => organisation.id)
				})
			),
			questions,
			expected,
			organisations,
			board: board !== null && board.reports.length > 0 ? board : null,
			mayMove: !isPublished && app.access.can(actor, 'round.move-date', target),
			mayExpect,
			mayPublish: app.access.can(actor, 'round.publish', target),
			mayWriteSynthesis,
			now: new Date().toISOString()
		};
	});

const moveFormSchema = v.object({
	...dateEntries,
	/** Not asked once the round is open. */
	opensOn: v.optional(daySchema),
	reason: moveDatesSchema.entries.reason
});

export const actions: Actions = {
	dates: (event) =>
		act(event, moveFormSchema, async (actor, { publishesOn, publishesTime, ...form }) => {
			const publishesAt = minuteOf({ publishesOn, publishesTime });
			const { id } = event.params;
			if (id === undefined) throw new Error('the route has an id');
			await event.locals.app.rounds.moveDates(actor, id, { ...form, publishesAt });
			return { done: 'The dates have moved. Everyone concerned gets one mail about it.' };
		}),

	expected: (event) =>
		act(event, expectedSchema, async (actor, { organisationIds }) => {
			const { id } = event.params;
			if (id === undefined) throw new Error('the route has an id');
			await event.locals.app.rounds.setExpected(actor, id, organisationIds);
			return { done: 'Who is expected has been changed.' };
		})
};
