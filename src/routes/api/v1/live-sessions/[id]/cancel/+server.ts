import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { cancelSessionSchema } from '#shared/live-session/plan-input.ts';

export const POST = api(
	{
		summary: 'Cancel a session; everybody who was to come is told why',
		params: v.object({ id: idSchema }),
		input: cancelSessionSchema
	},
	({ app, actor, params: { id }, input }) => app.sessionPlanning.cancel(actor, id, input)
);
