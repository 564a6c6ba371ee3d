// Asks before an earlier text is put back, and shows exactly what that would do.
import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { comparedSections } from '$lib/versions/compared.ts';
import { nowId, restoreVersionSchema } from '#shared/version-input.ts';
import { documentOf } from '../../document-of.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { version } = event.params;
		const { place, report } = await event.parent();
		if (!report.mayWrite) redirect(303, `${report.historyPath}/${version}`);
		const field = event.url.searchParams.get('field');
		const documentName = await documentOf(app, actor, event.params);
		const comparison = await app.versions.compare(actor, documentName, {
			from: version,
			to: nowId
		});
		const sections = comparison.sections.filter((each) => field === null || each.field === field);
		const isSameWords = comparedSections(sections).length === 0;
		/** Whether the same words looked otherwise. */
		async function isFormattedOtherwise(): Promise<boolean> {
			const [then, now] = await Promise.all(
				[version, nowId].map((id) => app.versions.content(actor, documentName, id))
			);
			const html = (content: typeof then, of: string) =>
				content?.sections.find((each) => each.field === of)?.html;
			return sections.some((each) => html(then, each.field) !== html(now, each.field));
		}
		return {
			runningHead: [
				place,
				{ label: report.title, href: report.path },
				{ label: 'History', href: report.historyPath },
				{ label: 'Put back' }
			],
			field,
			version: { ...comparison.from, id: version },
			sections,
			/** Every word is the same, but not every heading, list or bold word. */
			isOnlyFormat: isSameWords && (await isFormattedOtherwise())
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, restoreVersionSchema, async (actor, input) => {
			const { app } = event.locals;
			const { version } = event.params;
			const documentName = await documentOf(app, actor, event.params);
			return { restored: await app.versions.restore(actor, documentName, version, input) };
		})
};
