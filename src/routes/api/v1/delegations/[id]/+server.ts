import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';

export const DELETE = api(
	{
		summary: 'End a delegation before its last day',
		description: 'It stays on record; what was signed meanwhile stays signed.',
		params: v.object({ id: idSchema })
	},
	({ app, actor, params: { id } }) => app.delegations.end(actor, id)
);
