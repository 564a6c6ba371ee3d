import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema, markReadSchema } from '#shared/discussion-input.ts';

export const POST = api(
	{
		summary: 'Remember that you have been shown the posts up to this number',
		params: v.object({ id: idSchema }),
		input: markReadSchema
	},
	({ app, actor, params: { id }, input }) => app.discussions.markRead(actor, id, input.upTo)
);
