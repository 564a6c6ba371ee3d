// The text as it stood at one moment.
import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { nameVersionSchema } from '#shared/version-input.ts';
import { documentOf } from '../document-of.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const documentName = await documentOf(app, actor, event.params);
		const version = await app.versions.content(actor, documentName, event.params.version);
		const { place, report } = await event.parent();
		return {
			runningHead: [
				place,
				{ label: report.title, href: report.path },
				{ label: 'History', href: report.historyPath },
				{ label: version.name ?? 'One moment' }
			],
			version
		};
	});

export const actions: Actions = {
	name: (event) =>
		act(event, nameVersionSchema, async (actor, { name }) => {
			const { app } = event.locals;
			const { place, id, version } = event.params;
			const documentName = await documentOf(app, actor, event.params);
			const named = await app.versions.name(actor, documentName, { name, moment: version });
			redirect(303, `/${place}/${id}/history/${named.id}`);
		})
};
