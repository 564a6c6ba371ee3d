import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema, markUnreadSchema } from '#shared/discussion-input.ts';

export const POST = api(
	{
		summary: 'Make a post and those after it unread again',
		params: v.object({ id: idSchema }),
		input: markUnreadSchema
	},
	async ({ app, actor, params: { id }, input }) => {
		await app.discussions.markUnread(actor, id, input.from);
	}
);
