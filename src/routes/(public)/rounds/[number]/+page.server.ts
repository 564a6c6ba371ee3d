// One round: its reports, alphabetically, and in their places those who have none in it.
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
		if (round.state !== 'published') return { round, published: null };
		const [{ reports, notYetReported, spokenFor, sections }, synthesis] = await Promise.all([
			app.record.round(actor, round.number),
			app.synthesis.published(actor, round.number)
		]);
		return {
			round,
			published: {
				entries: [
					...reports.map(({ title, address, organisations, isSample, edition }) => ({
						title,
						report: { address, organisations, isSample, edition }
					})),
					...notYetReported.map(({ name, slug }) => ({ title: name, slug, report: null }))
				].sort((one, other) => one.title.localeCompare(other.title, 'en-GB')),
				reports: reports.length,
				spokenFor,
				sections,
				synthesis
			}
		};
	});
