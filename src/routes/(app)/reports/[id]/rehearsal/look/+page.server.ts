// The report as it would look if it were published now, for its own people.
import { read } from '$lib/server/act.ts';
import { withScrollingTables } from '$lib/record/scrolling-tables.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		const { title, isSample, organisations, round, sections } = await app.reports.draft(actor, id);
		const promises = await app.promises.ofReport(actor, id);
		return {
			runningHead: [
				{ label: 'Reports', href: '/reports' },
				{ label: title, href: `/reports/${id}` },
				{ label: 'Rehearsal', href: `/reports/${id}/rehearsal` },
				{ label: 'As it will look' }
			],
			report: { id, title, isSample, organisations, round },
			sections: sections.map(({ key, title: section, commitment, wording, html }) => ({
				key,
				title: section,
				commitment,
				wording,
				html: withScrollingTables(html, section),
				answers: promises
					.filter(({ sectionKey }) => sectionKey === key)
					.map(({ words, outcome, explanation, from }) => ({
						promise: words,
						outcome,
						explanation,
						link: {
							address: `${from.url}#next-steps`,
							words: `Promised in Progress Report No. ${from.roundNumber}`
						}
					}))
			}))
		};
	});
