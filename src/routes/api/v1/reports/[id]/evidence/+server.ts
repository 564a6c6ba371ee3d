import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { offerSchema } from '#shared/evidence-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const GET = api(
	{
		summary: 'Evidence offered to the sections of a report you work on, oldest first',
		params: v.object({ id: idSchema }),
		output: listOf(offerSchema)
	},
	async ({ app, actor, params: { id } }) => ({
		items: await app.evidence.ofReport(actor, id),
		next: null
	})
);
