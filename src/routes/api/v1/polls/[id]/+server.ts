import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/discussion-input.ts';
import { pollSchema } from '#shared/poll-output.ts';

export const GET = api(
	{
		summary: 'A poll with what I voted, and its result as far as it may be known',
		params: v.object({ id: idSchema }),
		output: pollSchema
	},
	({ app, actor, params: { id } }) => app.polls.byId(actor, id)
);
