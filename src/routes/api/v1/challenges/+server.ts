import { api, listOf } from '$lib/server/api.ts';
import { challengeListSchema, raiseChallengeSchema } from '#shared/challenge-input.ts';
import { challengeSchema, challengeSummarySchema } from '#shared/challenge-output.ts';

/** Challenges in one answer; the rest follows with `after`. */
const pageSize = 50;

export const GET = api(
	{
		summary: 'What people are stuck on, as far as you may see it, newest first',
		query: challengeListSchema,
		output: listOf(challengeSummarySchema)
	},
	({ app, actor, query }) => app.challenges.list(actor, { ...query, limit: pageSize })
);

export const POST = api(
	{
		summary: 'Say what you are stuck on',
		description: 'Those who can be asked about it, and may see it, are told.',
		input: raiseChallengeSchema,
		output: challengeSchema,
		status: 201
	},
	({ app, actor, input }) => app.challenges.raise(actor, input)
);
