import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { changeChallengeSchema } from '#shared/challenge-input.ts';
import { challengeSchema } from '#shared/challenge-output.ts';
import { idSchema } from '#shared/discussion-input.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'One challenge, with the offers of help and what came of it',
		params,
		output: challengeSchema
	},
	({ app, actor, params: { id } }) => app.challenges.byId(actor, id)
);

export const PATCH = api(
	{
		summary: 'Put its words or its commitments right, as its author',
		params,
		input: changeChallengeSchema,
		output: challengeSchema
	},
	({ app, actor, params: { id }, input }) => app.challenges.change(actor, id, input)
);
