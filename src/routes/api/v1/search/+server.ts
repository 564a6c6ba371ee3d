import { api, listOf } from '$lib/server/api.ts';
import { searchQuerySchema } from '#shared/search-input.ts';
import { searchResultSchema } from '#shared/search-output.ts';

export const GET = api(
	{
		summary: 'Search everything you may see, and nothing else',
		description:
			'All words must be there; quotation marks keep words together, and the last word may be unfinished. First what carries the words in its title, then what holds them elsewhere, each the newest first; where there is little of both, also words one or two strokes away.',
		query: searchQuerySchema,
		output: listOf(searchResultSchema)
	},
	({ app, actor, query }) => app.search.find(actor, query)
);
