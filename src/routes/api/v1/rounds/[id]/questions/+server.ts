import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { questionSchema } from '#shared/round-output.ts';

export const GET = api(
	{
		summary: 'The ten sections a round asks for, in page order',
		params: v.object({ id: idSchema }),
		output: listOf(questionSchema),
		signedIn: false
	},
	async ({ app, actor, params }) => ({
		items: await app.rounds.questions(actor, params.id),
		next: null
	})
);
