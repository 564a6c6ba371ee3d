import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema, startReportSchema } from '#shared/report-input.ts';
import { reportSchema } from '#shared/report-output.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'Reports of a round that you may see, by title',
		params,
		output: listOf(reportSchema),
		signedIn: false
	},
	async ({ app, actor, params: { id } }) => ({
		items: await app.reports.listForRound(actor, id),
		next: null
	})
);

export const POST = api(
	{
		summary: 'Start a draft for one organisation, or a joint one for several',
		params,
		input: startReportSchema,
		output: reportSchema,
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.reports.start(actor, id, input)
);
