import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { reportSchema } from '#shared/report-output.ts';

export const GET = api(
	{
		summary: 'One report, without its text',
		params: v.object({ id: idSchema }),
		output: reportSchema,
		signedIn: false
	},
	({ app, actor, params }) => app.reports.byId(actor, params.id)
);
