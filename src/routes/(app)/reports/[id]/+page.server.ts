// A draft with its text: it stands in the first HTML response, so that it can be read before any script runs.
import { redirect } from '@sveltejs/kit';
import { read } from '$lib/server/act.ts';
import { reportWork } from '$lib/server/report-work.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	event.depends(`report:${event.params.id}`);
	return read(event, async ({ app, actor }) => {
		const { draft, work } = await reportWork(app, actor, event.params.id);
		if (draft.state === 'published' && !draft.isCorrecting) {
			redirect(303, `/rounds/${draft.roundNumber}/reports/${draft.slug}`);
		}
		return {
			runningHead: [{ label: 'Reports', href: '/reports' }, { label: draft.round.title }],
			report: {
				id: draft.id,
				title: draft.title,
				isSample: draft.isSample,
				isCorrecting: draft.isCorrecting,
				openRemarks: draft.openRemarks,
				round: draft.round,
				organisations: draft.organisations,
				documentName: draft.documentName,
				mayWrite: draft.abilities.write,
				sections: draft.sections.map(({ text: _text, ...section }) => section)
			},
			work,
			standings: await app.signOff.standings(actor, draft.id)
		};
	});
};
