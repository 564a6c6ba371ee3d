import { api, listOf } from '$lib/server/api.ts';
import { actionListSchema, addActionSchema } from '#shared/action-input.ts';
import { actionSchema } from '#shared/action-output.ts';

export const GET = api(
	{
		summary: 'What you have taken on, or what is to be done in a group; the nearest day first',
		query: actionListSchema,
		output: listOf(actionSchema)
	},
	async ({ app, actor, query: { group } }) => ({
		items:
			group === undefined ? await app.actions.mine(actor) : await app.actions.ofGroup(actor, group),
		next: null
	})
);

export const POST = api(
	{
		summary: 'Write down what is to be done; who is to do it is told',
		input: addActionSchema,
		output: actionSchema,
		status: 201
	},
	({ app, actor, input }) => app.actions.add(actor, input)
);
