// Evidence offered to one's organisations, and by oneself.
import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import { answerOfferSchema } from '#shared/evidence-input.ts';
import { idSchema } from '#shared/report-input.ts';
import { sameOriginPath } from '#shared/same-origin-path.ts';
import { offerOutcomes } from '#shared/states.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => ({
		runningHead: [{ label: 'Reports', href: '/reports' }, { label: 'Evidence' }],
		offers: await app.evidence.list(actor)
	}));

const answerForm = v.object({
	id: idSchema,
	outcome: v.picklist(offerOutcomes),
	words: v.optional(v.string(), ''),
	reportId: v.optional(idSchema),
	next: v.optional(v.string())
});

export const actions: Actions = {
	answer: (event) =>
		act(event, answerForm, async (actor, { id, next, ...typed }) => {
			const answer = v.safeParse(answerOfferSchema, typed);
			if (!answer.success) {
				return { refused: { id, words: typed.words, errors: { words: answer.issues[0].message } } };
			}
			await event.locals.app.evidence.answer(actor, id, answer.output);
			const here = `/evidence?done=${answer.output.outcome}#offer-${id}`;
			redirect(303, sameOriginPath(next ?? null, here));
		})
};
