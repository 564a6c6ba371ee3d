// "You said, you did": every promise of the last round that a report answers, on one page.
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import { reportWork } from '$lib/server/report-work.ts';
import { answerPromiseSchema } from '#shared/section-input.ts';
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
				{ label: 'You said, you did' }
			],
			report: { id: draft.id, title: draft.title },
			work
		};
	});
};

const answerForm = v.object({
	...answerPromiseSchema.entries,
	id: idSchema,
	/** Nothing chosen yet: the promise is only moved. */
	outcome: v.pipe(
		v.optional(v.string(), ''),
		v.transform((text) => (text === '' ? null : text)),
		answerPromiseSchema.entries.outcome
	)
});

export const actions: Actions = {
	answer: (event) =>
		act(event, answerForm, async (actor, { id, ...input }) => {
			await event.locals.app.promises.answer(actor, id, input);
			return { said: 'Your answer is saved.' };
		})
};
