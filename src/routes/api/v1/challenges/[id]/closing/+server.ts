import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { closeChallengeSchema } from '#shared/challenge-input.ts';
import { challengeSchema } from '#shared/challenge-output.ts';
import { idSchema } from '#shared/discussion-input.ts';

const params = v.object({ id: idSchema });

export const PUT = api(
	{
		summary: 'Close a challenge with what came of it',
		params,
		input: closeChallengeSchema,
		output: challengeSchema
	},
	({ app, actor, params: { id }, input }) => app.challenges.close(actor, id, input)
);

export const DELETE = api(
	{
		summary: 'Open a challenge again',
		description: 'What was said to have come of it stays, until it is closed again.',
		params,
		output: challengeSchema
	},
	({ app, actor, params: { id } }) => app.challenges.reopen(actor, id)
);
