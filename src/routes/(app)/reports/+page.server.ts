// The board of the open round as far as one may follow it, the start of a draft, and the rounds before.
import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import { idSchema, startReportSchema } from '#shared/report-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('round:board');
		const rounds = await app.rounds.list(actor);
		const earlier = rounds.filter(({ state }) => state === 'published');
		const planned = rounds.filter(({ state }) => state === 'planned').toReversed();
		const open = rounds.find(({ state }) => state === 'open');
		const runningHead = [{ label: 'Reports' }];
		const mayOpen = app.access.can(actor, 'round.open', { kind: 'alliance' });
		const about = { runningHead, earlier, planned, mayOpen };
		if (open === undefined) {
			return { ...about, board: null, mayStartFor: [], mayWriteSynthesis: false };
		}
		const [board, mayStartFor, mayWriteSynthesis] = await Promise.all([
			app.board.ofRound(actor, open.id),
			app.reports.mayStartFor(actor, open.id),
			app.synthesis.mayWrite(actor, open.id)
		]);
		return { ...about, board, mayStartFor, mayWriteSynthesis };
	});

const startFormSchema = v.object({
	...startReportSchema.entries,
	roundId: idSchema,
	/** A form sends an empty field where the API leaves it out. */
	title: v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.transform((title) => (title === '' ? undefined : title)),
		startReportSchema.entries.title
	)
});

export const actions: Actions = {
	start: (event) =>
		act(event, startFormSchema, async (actor, { roundId, ...input }) => {
			const report = await event.locals.app.reports.start(actor, roundId, input);
			// The coordinator may start a draft for others, but does not read their words.
			redirect(303, report.abilities.read ? `/reports/${report.id}` : '/reports');
		})
};
