// The reports of the open round as far as one may know of them, the start of a draft, and the rounds before.
import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import { idSchema, startReportSchema } from '#shared/report-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const rounds = await app.rounds.list(actor);
		const earlier = rounds.filter(({ state }) => state === 'published');
		const round = rounds.find(({ state }) => state === 'open') ?? null;
		const runningHead = [{ label: 'Reports' }];
		if (round === null) {
			return { runningHead, round, earlier, reports: [], withoutReport: [], mayStartFor: [] };
		}
		const [reports, withoutReport, mayStartFor] = await Promise.all([
			app.reports.listForRound(actor, round.id),
			app.reports.notYetReported(actor, round.id),
			app.reports.mayStartFor(actor, round.id)
		]);
		return { runningHead, round, earlier, reports, withoutReport, mayStartFor };
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
