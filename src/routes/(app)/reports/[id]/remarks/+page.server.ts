// All that was asked to be changed in a report, open and settled.
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import { reportWork } from '$lib/server/report-work.ts';
import { idSchema } from '#shared/report-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	event.depends(`report:${event.params.id}`);
	return read(event, async ({ app, actor }) => {
		const { draft, work } = await reportWork(app, actor, event.params.id);
		return {
			runningHead: [
				{ label: 'Reports', href: '/reports' },
				{ label: draft.title, href: `/reports/${draft.id}` },
				{ label: 'Remarks' }
			],
			report: { id: draft.id, title: draft.title },
			remarks: work.remarks,
			sections: work.sections
		};
	});
};

export const actions: Actions = {
	settle: (event) =>
		act(event, v.object({ id: idSchema }), async (actor, { id }) => {
			await event.locals.app.remarks.settle(actor, id);
			return { said: 'It is settled.' };
		})
};
