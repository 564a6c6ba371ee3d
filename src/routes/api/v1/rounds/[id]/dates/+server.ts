import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema, moveDateSchema } from '#shared/report-input.ts';
import { roundSchema } from '#shared/report-output.ts';

export const POST = api(
	{
		summary: 'Move a date of a round that is not published, with the reason everyone will read',
		params: v.object({ id: idSchema }),
		input: moveDateSchema,
		output: roundSchema
	},
	({ app, actor, params, input }) => app.rounds.moveDate(actor, { roundId: params.id, ...input })
);
