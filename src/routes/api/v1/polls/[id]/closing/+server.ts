import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/discussion-input.ts';
import { pollSchema } from '#shared/poll-output.ts';

export const POST = api(
	{
		summary: 'Close a poll for good (who opened it, and who moderates the discussion)',
		params: v.object({ id: idSchema }),
		output: pollSchema
	},
	({ app, actor, params: { id } }) => app.polls.close(actor, id)
);
