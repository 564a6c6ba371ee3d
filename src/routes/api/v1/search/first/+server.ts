import { api } from '$lib/server/api.ts';
import { firstResultsSchema } from '#shared/search-input.ts';
import { firstResultsOutput } from '#shared/search-output.ts';

export const GET = api(
	{
		summary: 'The first few results of each sort, for a list that opens as one types',
		query: firstResultsSchema,
		output: firstResultsOutput
	},
	({ app, actor, query }) => app.search.first(actor, query)
);
