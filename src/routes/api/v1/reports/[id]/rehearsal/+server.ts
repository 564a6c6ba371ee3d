import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { rehearsedReportSchema } from '#shared/publication-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const GET = api(
	{
		summary: 'What would hold this report back if it were published now',
		params: v.object({ id: idSchema }),
		output: rehearsedReportSchema
	},
	({ app, actor, params }) => app.rehearsal.ofReport(actor, params.id)
);
