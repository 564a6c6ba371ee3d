// Publication day as the coordinator prepares it: the minute, the rehearsal, and what happened.
import * as v from 'valibot';
import { dateEntries, minuteOf } from '$lib/rounds/date-form.ts';
import { act, read } from '$lib/server/act.ts';
import { publicReasonSchema } from '#shared/publication-input.ts';
import { idSchema } from '#shared/report-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		event.depends('round:publication');
		const publications = await app.publication.ofRound(actor, id);
		const [round, rehearsal] = await Promise.all([
			app.rounds.byId(actor, id),
			app.rehearsal.ofRound(actor, id)
		]);
		return {
			runningHead: [
				{ label: 'Reports', href: '/reports' },
				{ label: round.title, href: `/reports/rounds/${id}` },
				{ label: 'Publication' }
			],
			round,
			rehearsal,
			publications,
			now: new Date().toISOString()
		};
	});

const { publishesOn, publishesTime } = dateEntries;
const minuteFormSchema = v.object({
	publishesOn,
	publishesTime,
	reason: v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.transform((reason) => (reason === '' ? undefined : reason)),
		v.optional(publicReasonSchema, 'The minute of publication was set.')
	)
});

export const actions: Actions = {
	minute: (event) =>
		act(event, minuteFormSchema, async (actor, { reason, ...minute }) => {
			const { publication } = event.locals.app;
			await publication.setMinute(actor, event.params.id, { at: minuteOf(minute), reason });
			return { done: 'The minute is set. Everyone concerned gets a mail if it has moved.' };
		}),

	now: (event) =>
		act(event, v.object({}), async (actor) => {
			await event.locals.app.publication.setMinute(actor, event.params.id, {
				at: new Date().toISOString(),
				reason: 'Published at once by the coordinator.'
			});
			return { done: 'What is ready is being published now.' };
		}),

	withdraw: (event) =>
		act(
			event,
			v.object({ publishesOn, publishesTime, reason: publicReasonSchema }),
			async (actor, { reason, ...minute }) => {
				const { publication } = event.locals.app;
				await publication.withdraw(actor, event.params.id, { at: minuteOf(minute), reason });
				return { done: 'The reports are drafts again. The public reads none of them.' };
			}
		),

	late: (event) =>
		act(event, v.object({ reportId: idSchema }), async (actor, { reportId }) => {
			await event.locals.app.corrections.publish(actor, reportId);
			return { done: 'The report is public.' };
		})
};
