import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { offerSchema } from '#shared/evidence-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const GET = api(
	{
		summary: 'To whose sections this note was offered as evidence, as far as you may know',
		params: v.object({ id: idSchema }),
		output: listOf(offerSchema)
	},
	async ({ app, actor, params: { id } }) => ({
		items: await app.evidence.ofSource(actor, { kind: 'note', id }),
		next: null
	})
);
