import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { editionSummarySchema } from '#shared/edition-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const GET = api(
	{
		summary: 'The editions of a published report, newest first',
		params: v.object({ id: idSchema }),
		output: listOf(editionSummarySchema),
		signedIn: false
	},
	async ({ app, actor, params }) => ({
		items: await app.record.editions(actor, params.id),
		next: null
	})
);
