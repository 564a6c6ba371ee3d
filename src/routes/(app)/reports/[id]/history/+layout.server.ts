// What every page of a history needs: whose it is (a report's, or a round's synthesis), and what one may do with the
// text.
import { read } from '$lib/server/act.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const historyPath = `/reports/${event.params.id}/history`;
		const synthesis = await app.synthesis.find(actor, event.params.id);
		if (synthesis !== null) {
			const { id, title, isSample, roundId, documentName } = synthesis;
			const { write } = await app.versions.abilities(actor, documentName);
			const path = `/reports/rounds/${roundId}/synthesis`;
			return { report: { id, title, isSample, path, historyPath, mayWrite: write, sections: [] } };
		}
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
				historyPath,
				mayWrite: write,
				sections: report.sections.map(({ key, title, commitment }) => ({ key, title, commitment }))
			}
		};
	});
