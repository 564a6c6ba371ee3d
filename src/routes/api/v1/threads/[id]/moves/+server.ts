import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema, movePostsSchema } from '#shared/discussion-input.ts';
import { threadSchema } from '#shared/discussion-output.ts';

export const POST = api(
	{
		summary:
			'Move posts to another discussion, or split them off into a new one (who moderates it)',
		description:
			'Never to where people could read them for whom they were not written. Answers the discussion they are in now.',
		params: v.object({ id: idSchema }),
		input: movePostsSchema,
		output: threadSchema
	},
	({ app, actor, params: { id }, input }) => app.discussions.movePosts(actor, id, input)
);
