// What every page of a report's history needs: which report, and what one may do with its text.
import { read } from '$lib/server/act.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const report = await app.reports.byId(actor, event.params.id);
		const { write } = await app.versions.abilities(actor, report.documentName);
		return {
			report: {
				id: report.id,
				title: report.title,
				isSample: report.isSample,
				/** Where its text is read now. */
				path:
					report.state === 'published'
						? `/rounds/${report.roundNumber}/reports/${report.slug}`
						: `/reports/${report.id}`,
				historyPath: `/reports/${report.id}/history`,
				mayWrite: write,
				sections: report.sections.map(({ key, title, commitment }) => ({ key, title, commitment }))
			}
		};
	});
