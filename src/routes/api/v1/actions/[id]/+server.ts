import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { changeActionSchema } from '#shared/action-input.ts';
import { actionSchema } from '#shared/action-output.ts';
import { idSchema } from '#shared/discussion-input.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{ summary: 'One action', params, output: actionSchema },
	({ app, actor, params: { id } }) => app.actions.byId(actor, id)
);

export const PATCH = api(
	{
		summary: 'Say how far an action is, what came of it, who does it and by when',
		params,
		input: changeActionSchema,
		output: actionSchema
	},
	({ app, actor, params: { id }, input }) => app.actions.change(actor, id, input)
);
