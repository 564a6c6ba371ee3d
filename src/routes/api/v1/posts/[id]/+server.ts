import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { editPostSchema, idSchema } from '#shared/discussion-input.ts';
import { postOutputSchema } from '#shared/discussion-output.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{ summary: 'One post', params, output: postOutputSchema },
	({ app, actor, params: { id } }) => app.discussions.postById(actor, id)
);

export const PATCH = api(
	{
		summary: 'Reword your own post; what it said before stays readable',
		params,
		input: editPostSchema,
		output: postOutputSchema
	},
	({ app, actor, params: { id }, input }) => app.discussions.editPost(actor, id, input)
);
