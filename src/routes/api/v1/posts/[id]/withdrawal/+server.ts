import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/discussion-input.ts';
import { postOutputSchema } from '#shared/discussion-output.ts';

export const POST = api(
	{
		summary: 'Withdraw your own post for good; a marker stays',
		params: v.object({ id: idSchema }),
		output: postOutputSchema
	},
	({ app, actor, params: { id } }) => app.discussions.withdrawPost(actor, id)
);
