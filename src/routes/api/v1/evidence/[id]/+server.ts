import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { offerSchema } from '#shared/evidence-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const GET = api(
	{
		summary: 'One offer of evidence',
		params: v.object({ id: idSchema }),
		output: offerSchema
	},
	({ app, actor, params: { id } }) => app.evidence.byId(actor, id)
);
