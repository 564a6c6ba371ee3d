import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema, moderationSchema } from '#shared/discussion-input.ts';
import { postOutputSchema } from '#shared/discussion-output.ts';

const params = v.object({ id: idSchema });

export const POST = api(
	{
		summary: 'Hide a post, with a reason that everyone reads (coordinator, facilitator)',
		params,
		input: moderationSchema,
		output: postOutputSchema
	},
	({ app, actor, params: { id }, input }) => app.discussions.hidePost(actor, id, input)
);

export const DELETE = api(
	{
		summary: 'Show a hidden post again (coordinator, facilitator)',
		params,
		output: postOutputSchema
	},
	({ app, actor, params: { id } }) => app.discussions.unhidePost(actor, id)
);
