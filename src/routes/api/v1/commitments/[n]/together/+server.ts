import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { commitmentParamSchema } from '#shared/discussion-input.ts';
import { togetherQuerySchema } from '#shared/together-input.ts';
import { togetherSchema } from '#shared/together-output.ts';

export const GET = api(
	{
		summary: 'What was published, learned, asked and discussed on one commitment, with a timeline',
		description:
			'Without `round`, beside the newest published one. All of it as far as you may see it.',
		params: v.object({ n: commitmentParamSchema }),
		query: togetherQuerySchema,
		output: togetherSchema
	},
	({ app, actor, params: { n }, query: { round, organisation, region, kind } }) =>
		app.together.read(actor, n, {
			roundNumber: round,
			organisationId: organisation,
			region,
			body: kind
		})
);
