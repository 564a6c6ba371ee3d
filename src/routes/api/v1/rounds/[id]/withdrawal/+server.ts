import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { withdrawRoundSchema } from '#shared/publication-input.ts';
import { idSchema } from '#shared/report-input.ts';
import { roundSchema } from '#shared/report-output.ts';

export const POST = api(
	{
		summary: 'Take all reports of a round back within thirty minutes, and set a new minute',
		params: v.object({ id: idSchema }),
		input: withdrawRoundSchema,
		output: roundSchema
	},
	({ app, actor, params, input }) => app.publication.withdraw(actor, params.id, input)
);
