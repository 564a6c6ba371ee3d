import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { problemResponse } from '$lib/server/problem.ts';
import { idSchema, roundNumberSchema } from '#shared/report-input.ts';
import { publishedSynthesisSchema } from '#shared/synthesis-output.ts';

export const GET = api(
	{
		summary: 'One published edition of the convenor’s synthesis of a round',
		params: v.object({ id: idSchema, number: roundNumberSchema }),
		output: publishedSynthesisSchema,
		signedIn: false
	},
	async ({ app, actor, params: { id, number } }) => {
		const round = await app.rounds.byId(actor, id);
		return (
			(await app.synthesis.published(actor, round.number, number)) ?? problemResponse('not-found')
		);
	}
);
