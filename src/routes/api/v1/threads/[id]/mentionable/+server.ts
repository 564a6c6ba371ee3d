import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema, mentionQuerySchema } from '#shared/discussion-input.ts';
import { mentionChoiceSchema } from '#shared/discussion-output.ts';

export const GET = api(
	{
		summary:
			'People whom a post in this discussion may mention: at most eight, from two letters on',
		params: v.object({ id: idSchema }),
		query: mentionQuerySchema,
		output: listOf(mentionChoiceSchema)
	},
	async ({ app, actor, params: { id }, query: { q } }) => ({
		items: await app.discussions.mentionable(actor, { threadId: id }, q),
		next: null
	})
);
