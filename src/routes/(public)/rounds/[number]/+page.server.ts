// One round: its reports, alphabetically, and who has none in it.
import * as v from 'valibot';
import { error } from '@sveltejs/kit';
import { read } from '$lib/server/act.ts';
import { roundNumberSchema } from '#shared/report-input.ts';
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const number = v.safeParse(roundNumberSchema, event.params.number);
		if (!number.success) error(404);
		const round = await app.rounds.byNumber(actor, number.output);
		const [reports, withoutReport] = await Promise.all([
			app.reports.listForRound(actor, round.id),
			app.reports.notYetReported(actor, round.id)
		]);
		const spokenFor = new Set(
			reports.flatMap(({ organisations }) => organisations.map(({ id }) => id))
		).size;
		return {
			round,
			reports: reports
				.filter(({ state }) => state === 'published')
				.map(({ title, slug, organisations, isSample }) => ({
					title,
					slug,
					organisations,
					isSample
				})),
			spokenFor,
			/** Nobody is said to be missing from a round of which this workspace keeps only some reports. */
			withoutReport: spokenFor < round.coverage.reported ? [] : withoutReport
		};
	});
