import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/discussion-input.ts';
import { threadSchema } from '#shared/discussion-output.ts';

export const GET = api(
	{
		summary: 'A discussion with its posts, in order',
		params: v.object({ id: idSchema }),
		output: threadSchema
	},
	({ app, actor, params: { id } }) => app.discussions.thread(actor, id)
);
