import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema, stretchSchema } from '#shared/discussion-input.ts';
import { threadSchema } from '#shared/discussion-output.ts';

export const GET = api(
	{
		summary: 'A discussion with its posts, in order',
		description:
			'`from` is the number of the first post, `limit` how many there are at most: 200 unless told, and never more than 500. `next` of the answer is the `from` of those after.',
		params: v.object({ id: idSchema }),
		query: stretchSchema,
		output: threadSchema
	},
	({ app, actor, params: { id }, query }) => app.discussions.thread(actor, id, query)
);
