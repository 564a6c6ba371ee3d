// What every page of a history needs: whose it is (a report's, a round's synthesis, a learning note's), and what one
// may do with the text.
import type { App } from '#server/app.ts';
import type { Actor } from '#server/kernel/actor.ts';
import { read } from '$lib/server/act.ts';
import type { Place } from './document-of.ts';
import type { LayoutServerLoad } from './$types';

/** Where its text is read now, and its sections where it has several. */
async function textOf(app: App, actor: Actor, { place, id }: Place) {
	if (place === 'learning') {
		const note = await app.notes.byId(actor, id);
		return { ...note, path: `/learning/${id}`, sections: [] };
	}
	const synthesis = await app.synthesis.find(actor, id);
	if (synthesis !== null) {
		return { ...synthesis, path: `/reports/rounds/${synthesis.roundId}/synthesis`, sections: [] };
	}
	const report = await app.reports.byId(actor, id);
	return {
		...report,
		path:
			report.state === 'published'
				? `/rounds/${report.roundNumber}/reports/${report.slug}`
				: `/reports/${id}`
	};
}

export const load: LayoutServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { place, id } = event.params;
		const text = await textOf(app, actor, event.params);
		const { write } = await app.versions.abilities(actor, text.documentName);
		return {
			place:
				place === 'learning'
					? { label: 'Learning', href: '/learning' }
					: { label: 'Reports', href: '/reports' },
			report: {
				id,
				title: text.title,
				isSample: text.isSample,
				path: text.path,
				historyPath: `/${place}/${id}/history`,
				mayWrite: write,
				sections: text.sections.map(({ key, title, commitment }) => ({ key, title, commitment }))
			}
		};
	});
