import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { promiseSchema } from '#shared/section-output.ts';

export const GET = api(
	{
		summary: 'The Next Steps of the last round that a report has to answer, and its answers so far',
		params: v.object({ id: idSchema }),
		output: listOf(promiseSchema)
	},
	async ({ app, actor, params }) => ({
		items: await app.promises.ofReport(actor, params.id),
		next: null
	})
);
