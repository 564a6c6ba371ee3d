import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { acrossQuerySchema } from '#shared/across-input.ts';
import { commitmentParamSchema } from '#shared/discussion-input.ts';
import { acrossSchema } from '#shared/edition-output.ts';

export const GET = api(
	{
		summary: 'What all reports of a round say on one commitment, beside the round before',
		description: 'Without `round`, of the newest published one; null when nothing is published.',
		params: v.object({ n: commitmentParamSchema }),
		query: acrossQuerySchema,
		output: v.nullable(acrossSchema),
		signedIn: false
	},
	({ app, actor, params, query: { round, region, kind } }) =>
		app.record.across(actor, params.n, { roundNumber: round, region, kind })
);
