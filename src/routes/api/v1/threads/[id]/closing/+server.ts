import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema, moderationSchema } from '#shared/discussion-input.ts';
import { threadSchema } from '#shared/discussion-output.ts';

const params = v.object({ id: idSchema });

export const POST = api(
	{
		summary: 'Close a discussion to further posts, with a reason (coordinator, facilitator)',
		params,
		input: moderationSchema,
		output: threadSchema
	},
	({ app, actor, params: { id }, input }) => app.discussions.closeThread(actor, id, input)
);

export const DELETE = api(
	{
		summary: 'Open a closed discussion again (coordinator, facilitator)',
		params,
		output: threadSchema
	},
	({ app, actor, params: { id } }) => app.discussions.reopenThread(actor, id)
);
