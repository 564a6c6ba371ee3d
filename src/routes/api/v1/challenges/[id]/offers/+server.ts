import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { offerHelpSchema } from '#shared/challenge-input.ts';
import { idSchema } from '#shared/discussion-input.ts';

export const POST = api(
	{
		summary: 'Offer help with a challenge; who is stuck is told',
		params: v.object({ id: idSchema }),
		input: offerHelpSchema,
		output: v.object({ id: v.string() }),
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.offers.offer(actor, id, input)
);
