import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { sameMatterSchema } from '#shared/challenge-output.ts';
import { idSchema } from '#shared/discussion-input.ts';

export const GET = api(
	{
		summary: 'Learning notes on the same matter, and people who can be asked about it',
		description: 'Both are there because somebody wanted it so.',
		params: v.object({ id: idSchema }),
		output: sameMatterSchema
	},
	({ app, actor, params: { id } }) => app.sameMatter.of(actor, id)
);
