import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/discussion-input.ts';
import { threadSchema } from '#shared/discussion-output.ts';

const params = v.object({ id: idSchema });

export const POST = api(
	{
		summary: 'Pin a discussion to the top of its commitment (coordinator, facilitator)',
		params,
		output: threadSchema
	},
	({ app, actor, params: { id } }) => app.discussions.pinThread(actor, id)
);

export const DELETE = api(
	{ summary: 'Unpin a discussion (coordinator, facilitator)', params, output: threadSchema },
	({ app, actor, params: { id } }) => app.discussions.unpinThread(actor, id)
);
