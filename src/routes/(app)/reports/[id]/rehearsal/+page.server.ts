// What would hold this report back if publication day were now.
import { act, read } from '$lib/server/act.ts';
import { acceptFindingSchema } from '#shared/publication-input.ts';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		event.depends('report:rehearsal');
		const rehearsal = await app.rehearsal.ofReport(actor, id);
		const [report, standings] = await Promise.all([
			app.reports.byId(actor, id),
			rehearsal.readsWords ? app.signOff.standings(actor, id) : null
		]);
		return {
			runningHead: [
				{ label: 'Reports', href: '/reports' },
				rehearsal.readsWords
					? { label: report.title, href: `/reports/${id}` }
					: { label: report.title },
				{ label: 'Rehearsal' }
			],
			rehearsal,
			signsFor: (standings?.mine ?? []).map((organisation) => organisation.id),
			report: {
				id,
				title: report.title,
				isSample: report.isSample,
				isCorrecting: report.isCorrecting,
				roundId: report.roundId,
				roundNumber: report.roundNumber
			}
		};
	});

export const actions: Actions = {
	accept: (event) =>
		act(event, acceptFindingSchema, async (actor, input) => {
			await event.locals.app.rehearsal.accept(actor, event.params.id, input);
			return { done: 'It can stand, for exactly these words.' };
		}),

	takeBack: (event) =>
		act(
			event,
			v.object({ finding: acceptFindingSchema.entries.finding }),
			async (actor, { finding }) => {
				await event.locals.app.rehearsal.takeBack(actor, event.params.id, finding);
				return { done: 'Taken back: it holds the report back again.' };
			}
		)
};
