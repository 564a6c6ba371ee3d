// Who wrote when, newest first, with the moments that have a name.
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import { listVersionsSchema, nameVersionSchema } from '#shared/version-input.ts';
import { documentOf } from './document-of.ts';
import type { Actions, PageServerLoad } from './$types';

/** Some days of busy writing. */
const pageSize = 40;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const query = Object.fromEntries(event.url.searchParams);
		const asked = v.safeParse(listVersionsSchema, query);
		const { after } = asked.success ? asked.output : {};
		const documentName = await documentOf(app, actor, event.params);
		const versions = await app.versions.list(actor, documentName, {
			limit: pageSize,
			...(after === undefined ? {} : { after })
		});
		const { place, report } = await event.parent();
		return {
			runningHead: [place, { label: report.title, href: report.path }, { label: 'History' }],
			isLatest: after === undefined,
			versions
		};
	});

export const actions: Actions = {
	name: (event) =>
		act(event, nameVersionSchema, async (actor, input) => {
			const { app } = event.locals;
			const documentName = await documentOf(app, actor, event.params);
			const { name } = await app.versions.name(actor, documentName, input);
			return { named: name };
		})
};
