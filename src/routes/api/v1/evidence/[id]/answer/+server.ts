import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { answerOfferSchema } from '#shared/evidence-input.ts';
import { offerSchema } from '#shared/evidence-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const POST = api(
	{
		summary: 'Take evidence, decline it with a word, or take your own offer back',
		description:
			'To take it changes no text: the answer carries the link to put where it belongs. Whoever offered it is told.',
		params: v.object({ id: idSchema }),
		input: answerOfferSchema,
		output: offerSchema
	},
	({ app, actor, params: { id }, input }) => app.evidence.answer(actor, id, input)
);
