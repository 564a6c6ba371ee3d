import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema, outcomeSchema } from '#shared/discussion-input.ts';
import { threadSchema } from '#shared/discussion-output.ts';

export const POST = api(
	{
		summary: 'Close a discussion with what came of it (who began it, or moderates it)',
		params: v.object({ id: idSchema }),
		input: outcomeSchema,
		output: threadSchema
	},
	({ app, actor, params: { id }, input }) => app.discussions.concludeThread(actor, id, input)
);
