import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { acceptFindingSchema } from '#shared/publication-input.ts';
import { rehearsedReportSchema } from '#shared/publication-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const POST = api(
	{
		summary: 'Say that what the rehearsal found can stand, and why',
		description: 'It counts for exactly these words: once the section changes, it is asked again.',
		params: v.object({ id: idSchema }),
		input: acceptFindingSchema,
		output: rehearsedReportSchema,
		status: 201
	},
	({ app, actor, params, input }) => app.rehearsal.accept(actor, params.id, input)
);
