// "Where did my paragraph go?": what I wrote that is no longer there, and one step to put it back.
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import { documentOf } from '../document-of.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const documentName = await documentOf(app, actor, event.params);
		const lost = await app.versions.lost(actor, documentName);
		const { place, report } = await event.parent();
		return {
			runningHead: [
				place,
				{ label: report.title, href: report.path },
				{ label: 'History', href: report.historyPath },
				{ label: 'Where did my paragraph go?' }
			],
			lost
		};
	});

const putBackFormSchema = v.object({ id: v.pipe(v.string(), v.nonEmpty(), v.maxLength(200)) });

export const actions: Actions = {
	putBack: (event) =>
		act(event, putBackFormSchema, async (actor, { id }) => {
			const { app } = event.locals;
			const documentName = await documentOf(app, actor, event.params);
			return { back: await app.versions.putBack(actor, documentName, id) };
		})
};
