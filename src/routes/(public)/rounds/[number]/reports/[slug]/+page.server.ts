// A published report at the address it keeps.
import * as v from 'valibot';
import { error } from '@sveltejs/kit';
import { read } from '$lib/server/act.ts';
import { roundNumberSchema } from '#shared/report-input.ts';
import { withScrollingTables } from './scrolling-tables.ts';
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const number = v.safeParse(roundNumberSchema, event.params.number);
		if (!number.success) error(404);
		const report = await app.published.byAddress(actor, number.output, event.params.slug);
		return {
			id: report.id,
			title: report.title,
			isSample: report.isSample,
			round: report.round,
			organisations: report.organisations,
			sections: report.sections.map(({ key, title, commitment, wording, html }) => ({
				key,
				title,
				commitment,
				wording,
				html: withScrollingTables(html, title)
			})),
			address: `${app.config.origin}${event.url.pathname}`
		};
	});
