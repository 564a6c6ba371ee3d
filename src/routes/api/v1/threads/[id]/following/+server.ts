import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { followSchema, idSchema } from '#shared/discussion-input.ts';
import { followOutputSchema } from '#shared/discussion-output.ts';

export const PUT = api(
	{
		summary: 'Follow or mute a discussion, or neither',
		description: 'You follow where you post. Muted, you hear of it only when you are named.',
		params: v.object({ id: idSchema }),
		input: followSchema,
		output: followOutputSchema
	},
	async ({ app, actor, params: { id }, input }) => ({
		state: await app.discussions.followThread(actor, id, input.state)
	})
);
