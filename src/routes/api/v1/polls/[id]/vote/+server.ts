import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/discussion-input.ts';
import { voteSchema } from '#shared/poll-input.ts';
import { pollSchema } from '#shared/poll-output.ts';

export const PUT = api(
	{
		summary: 'Vote; where votes have names, also vote anew until the poll is closed',
		params: v.object({ id: idSchema }),
		input: voteSchema,
		output: pollSchema
	},
	({ app, actor, params: { id }, input }) => app.polls.vote(actor, id, input)
);
