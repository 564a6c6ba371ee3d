import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { acceptFindingSchema } from '#shared/publication-input.ts';
import { rehearsedReportSchema } from '#shared/publication-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const DELETE = api(
	{
		summary: 'Take back that something can stand: it holds the report back again',
		params: v.object({ id: idSchema, finding: acceptFindingSchema.entries.finding }),
		output: rehearsedReportSchema
	},
	({ app, actor, params }) => app.rehearsal.takeBack(actor, params.id, params.finding)
);
