// What a search answers.
import * as v from 'valibot';
import { searchKinds } from './search-input.ts';

export const searchResultSchema = v.object({
	kind: v.picklist(searchKinds),
	id: v.pipe(
		v.string(),
		v.description('Of the report, note, discussion, post … that holds the words')
	),
	title: v.string(),
	titleHtml: v.pipe(v.string(), v.description('The title, what was found in <mark>')),
	snippet: v.pipe(
		v.string(),
		v.description('HTML, safe to put into a page: some words around what was found, in <mark>')
	),
	context: v.pipe(v.string(), v.description('Where it stands, and who wrote it')),
	url: v.string(),
	at: v.string()
});
export type SearchResult = v.InferOutput<typeof searchResultSchema>;

/** The first few of each sort, for a list that opens as one types. */
export const firstResultsOutput = v.object({
	groups: v.array(
		v.object({
			sort: v.picklist([
				'reports',
				'notes',
				'discussions',
				'challenges',
				'groups',
				'sessions',
				'people'
			]),
			items: v.array(searchResultSchema)
		})
	)
});
export type FirstResults = v.InferOutput<typeof firstResultsOutput>;
