import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { sessionPlanSchema } from '#shared/live-session/plan-output.ts';

export const GET = api(
	{
		summary: 'What only its facilitators are told of the plan of a session',
		params: v.object({ id: idSchema }),
		output: sessionPlanSchema
	},
	({ app, actor, params: { id } }) => app.sessionPlanning.plan(actor, id)
);
