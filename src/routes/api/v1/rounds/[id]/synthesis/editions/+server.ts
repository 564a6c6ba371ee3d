import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { synthesisEditionSchema } from '#shared/synthesis-output.ts';

export const GET = api(
	{
		summary: 'Published editions of the convenor’s synthesis of a round, newest first',
		params: v.object({ id: idSchema }),
		output: listOf(synthesisEditionSchema),
		signedIn: false
	},
	async ({ app, actor, params: { id } }) => {
		const { number } = await app.rounds.byId(actor, id);
		const published = await app.synthesis.published(actor, number);
		return { items: published?.editions ?? [], next: null };
	}
);
