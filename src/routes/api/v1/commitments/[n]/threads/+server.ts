import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { commitmentParamSchema, startThreadSchema } from '#shared/discussion-input.ts';
import { threadSchema, threadSummarySchema } from '#shared/discussion-output.ts';

const params = v.object({ n: commitmentParamSchema });

export const GET = api(
	{
		summary:
			'Discussions of a commitment that you may see: pinned first, then by their latest post',
		params,
		query: v.object({ after: v.optional(v.pipe(v.string(), v.maxLength(200))) }),
		output: listOf(threadSummarySchema)
	},
	({ app, actor, params: { n }, query }) =>
		app.discussions.ofPlace(actor, { kind: 'commitment', number: n }, { after: query.after })
);

export const POST = api(
	{
		summary: 'Start a discussion with its first post',
		description: 'Without `audience` it is for Pledge Makers and Pledge Supporters.',
		params,
		input: startThreadSchema,
		output: threadSchema,
		status: 201
	},
	({ app, actor, params: { n }, input }) =>
		app.discussions.startThread(actor, { ...input, place: { kind: 'commitment', number: n } })
);
