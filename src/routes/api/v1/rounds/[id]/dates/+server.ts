import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { roundSchema } from '#shared/report-output.ts';
import { moveDatesSchema } from '#shared/round-input.ts';

export const POST = api(
	{
		summary: 'Move dates of a round that is not published, with the reason everyone will read',
		description: 'Everyone concerned gets one mail about all of them.',
		params: v.object({ id: idSchema }),
		input: moveDatesSchema,
		output: roundSchema
	},
	({ app, actor, params, input }) => app.rounds.moveDates(actor, params.id, input)
);
