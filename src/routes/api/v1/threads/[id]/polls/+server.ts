import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema } from '#shared/discussion-input.ts';
import { openPollSchema } from '#shared/poll-input.ts';
import { pollSchema } from '#shared/poll-output.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{ summary: 'The polls of a discussion, the oldest first', params, output: listOf(pollSchema) },
	async ({ app, actor, params: { id } }) => ({
		items: await app.polls.ofThread(actor, id),
		next: null
	})
);

export const POST = api(
	{
		summary: 'Open a poll in a discussion (who began it, and who moderates it)',
		params,
		input: openPollSchema,
		output: pollSchema,
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.polls.open(actor, id, input)
);
