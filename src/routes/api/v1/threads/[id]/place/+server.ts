import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema, moveThreadSchema } from '#shared/discussion-input.ts';
import { threadSchema } from '#shared/discussion-output.ts';

export const PUT = api(
	{
		summary: 'Have a whole discussion stand elsewhere (who began it, or moderates it)',
		description: 'Never where people could read it for whom it was not written.',
		params: v.object({ id: idSchema }),
		input: moveThreadSchema,
		output: threadSchema
	},
	({ app, actor, params: { id }, input }) => app.discussions.moveThread(actor, id, input)
);
