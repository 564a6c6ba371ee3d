// A published report as its page shows it, in its newest edition or in another.
import { error, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { withScrollingTables } from '$lib/record/scrolling-tables.ts';
import { read } from '$lib/server/act.ts';
import { roundNumberSchema } from '#shared/report-input.ts';
import type { PublicReport } from '#server/domain/rounds/record/public-report.ts';

type Event = RequestEvent<{ number: string; slug: string; edition?: string }>;

/** A number in an address; anything else is no page. */
function numberIn(param: string): number {
	const number = v.safeParse(roundNumberSchema, param);
	if (!number.success) error(404);
	return number.output;
}

/** The report an address names. */
export const publicReport = (event: Event): Promise<PublicReport> =>
	read(event, ({ app, actor }) =>
		app.record.report(
			actor,
			numberIn(event.params.number),
			event.params.slug,
			event.params.edition === undefined ? undefined : numberIn(event.params.edition)
		)
	);

/** The same with what only the page needs, and nothing it does not show. */
export async function pageOf(event: Event) {
	const report = await publicReport(event);
	const { origin } = event.locals.app.config;
	return {
		...report,
		url: origin + report.address,
		isNewest: report.edition.number === report.editions[0]?.number,
		sections: report.sections.map(({ key, title, commitment, wording, html, text }) => ({
			key,
			title,
			commitment,
			wording,
			html: withScrollingTables(html, title),
			answers: report.answers.get(key) ?? [],
			/** For search engines: how the report begins. */
			start: text.slice(0, 160)
		}))
	};
}

export type PageReport = Awaited<ReturnType<typeof pageOf>>;
