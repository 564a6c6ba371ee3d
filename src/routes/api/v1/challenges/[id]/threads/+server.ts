import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema, startThreadSchema } from '#shared/discussion-input.ts';
import { threadSchema, threadSummarySchema } from '#shared/discussion-output.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'Discussions of a challenge that you may see: pinned first, then by their latest post',
		params,
		query: v.object({ after: v.optional(v.pipe(v.string(), v.maxLength(200))) }),
		output: listOf(threadSummarySchema)
	},
	({ app, actor, params: address, query }) =>
		app.discussions.ofPlace(actor, { kind: 'challenge', id: address.id }, { after: query.after })
);

export const POST = api(
	{
		summary: 'Start a discussion of a challenge with its first post',
		description: 'Without `audience` it is for those who may see what it is about ("place").',
		params,
		input: startThreadSchema,
		output: threadSchema,
		status: 201
	},
	({ app, actor, params: address, input }) =>
		app.discussions.startThread(actor, { ...input, place: { kind: 'challenge', id: address.id } })
);
