import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { decisionInFullSchema } from '#shared/action-output.ts';
import { idSchema } from '#shared/discussion-input.ts';

export const GET = api(
	{
		summary: 'One decision, with its reasons and what it replaced',
		params: v.object({ id: idSchema }),
		output: decisionInFullSchema
	},
	({ app, actor, params: { id } }) => app.decisions.byId(actor, id)
);
