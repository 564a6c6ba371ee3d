import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { roundSchema } from '#shared/report-output.ts';

export const GET = api(
	{
		summary: 'One round',
		params: v.object({ id: idSchema }),
		output: roundSchema,
		signedIn: false
	},
	({ app, actor, params }) => app.rounds.byId(actor, params.id)
);
