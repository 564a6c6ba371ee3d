import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema, postSchema } from '#shared/discussion-input.ts';
import { postOutputSchema } from '#shared/discussion-output.ts';

export const POST = api(
	{
		summary: 'Post to a discussion, or reply to one of its posts',
		params: v.object({ id: idSchema }),
		input: postSchema,
		output: postOutputSchema,
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.discussions.post(actor, id, input)
);
