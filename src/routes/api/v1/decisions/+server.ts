import { api, listOf } from '$lib/server/api.ts';
import { decisionListSchema, recordDecisionSchema } from '#shared/action-input.ts';
import { decisionInFullSchema, decisionSchema } from '#shared/action-output.ts';

export const GET = api(
	{
		summary: 'What a group has decided, newest first; with what a later decision has replaced',
		query: decisionListSchema,
		output: listOf(decisionSchema)
	},
	async ({ app, actor, query: { group } }) => ({
		items: await app.decisions.ofGroup(actor, group),
		next: null
	})
);

export const POST = api(
	{
		summary: 'Write down what a group has decided, and why',
		description: 'A decision is never changed: a later one takes its place with `replaces`.',
		input: recordDecisionSchema,
		output: decisionInFullSchema,
		status: 201
	},
	({ app, actor, input }) => app.decisions.record(actor, input)
);
