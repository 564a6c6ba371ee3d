// Correcting a published report: begun with a public note, written and signed like a draft, published as the next
// edition or given up.
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import { correctionSchema } from '#shared/publication-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		event.depends('report:correction');
		const corrections = await app.corrections.of(actor, id);
		const report = await app.reports.byId(actor, id);
		const [rehearsal, standings] = await Promise.all([
			report.isCorrecting ? app.rehearsal.ofReport(actor, id) : null,
			report.isCorrecting && report.abilities.read ? app.signOff.standings(actor, id) : null
		]);
		return {
			runningHead: [
				{ label: 'Reports', href: '/reports' },
				{ label: report.title, href: `/rounds/${report.roundNumber}/reports/${report.slug}` },
				{ label: 'Correction' }
			],
			report: {
				id,
				title: report.title,
				isSample: report.isSample,
				isCorrecting: report.isCorrecting,
				mayWrite: report.abilities.write,
				address: `/rounds/${report.roundNumber}/reports/${report.slug}`
			},
			corrections,
			standings,
			readiness:
				rehearsal === null
					? null
					: {
							isReady: rehearsal.isReady,
							open: rehearsal.holdsBack.filter(({ accepted }) => accepted === undefined).length
						}
		};
	});

export const actions: Actions = {
	start: (event) =>
		act(event, correctionSchema, async (actor, input) => {
			await event.locals.app.corrections.start(actor, event.params.id, input);
			return { done: 'The report is open for writing. The public reads what stands.' };
		}),

	note: (event) =>
		act(event, correctionSchema, async (actor, input) => {
			await event.locals.app.corrections.setNote(actor, event.params.id, input);
			return { done: 'The note is changed.' };
		}),

	publish: (event) =>
		act(event, v.object({}), async (actor) => {
			const { edition } = await event.locals.app.corrections.publish(actor, event.params.id);
			return { done: `Edition ${edition?.number} is public.` };
		}),

	abandon: (event) =>
		act(event, v.object({}), async (actor) => {
			await event.locals.app.corrections.abandon(actor, event.params.id);
			return { done: 'Given up. The text reads as it was published.' };
		})
};
