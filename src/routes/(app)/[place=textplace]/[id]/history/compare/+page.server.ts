// What changed between two moments, word by word.
import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { read } from '$lib/server/act.ts';
import { compareSchema, nowId } from '#shared/version-input.ts';
import { documentOf } from '../document-of.ts';
import type { PageServerLoad } from './$types';

/** As many moments as a list to choose from can bear. */
const toChooseFrom = 60;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { place, report } = await event.parent();
		const asked = v.safeParse(compareSchema, Object.fromEntries(event.url.searchParams));
		if (!asked.success) redirect(303, report.historyPath);
		const documentName = await documentOf(app, actor, event.params);
		const [comparison, versions] = await Promise.all([
			app.versions.compare(actor, documentName, asked.output),
			app.versions.list(actor, documentName, { limit: toChooseFrom })
		]);
		const isUpToNow = [asked.output.from, asked.output.to].includes(nowId);
		return {
			runningHead: [
				place,
				{ label: report.title, href: report.path },
				{ label: 'History', href: report.historyPath },
				{ label: 'What changed' }
			],
			// The present is asked for as such and answered as the last update there is.
			comparison: isUpToNow ? { ...comparison, to: { ...comparison.to, id: nowId } } : comparison,
			versions: versions.items
		};
	});
