// What can be searched for, and what narrows a search. The names stand in addresses.
import * as v from 'valibot';

export const searchKinds = [
	'report',
	'synthesis',
	'note',
	'thread',
	'post',
	'challenge',
	'group',
	'decision',
	'session',
	'person',
	'organisation'
] as const;
export type SearchKind = (typeof searchKinds)[number];

/** Nobody means more than this; beyond it a search would only cost. */
export const longestQuery = 200;

const day = v.pipe(v.string(), v.isoDate('Give a day as year, month and day.'));

export const firstResultsSchema = v.object({
	q: v.pipe(
		v.string(),
		v.trim(),
		v.maxLength(longestQuery, `Search for at most ${longestQuery} characters.`)
	)
});

export const searchQuerySchema = v.object({
	...firstResultsSchema.entries,
	kind: v.optional(v.picklist(searchKinds, 'There is no such kind.')),
	commitment: v.optional(
		v.pipe(
			v.string(),
			v.regex(/^[1-7]$/, 'Commitments are numbered from 1 to 7.'),
			v.transform(Number)
		)
	),
	/** Id of an organisation. */
	organisation: v.optional(v.pipe(v.string(), v.maxLength(100))),
	/** Number of a round. */
	round: v.optional(
		v.pipe(v.string(), v.regex(/^\d{1,4}$/, 'Give the number of a round.'), v.transform(Number))
	),
	from: v.optional(day),
	to: v.optional(day),
	after: v.optional(v.pipe(v.string(), v.maxLength(40)))
});
export type SearchQuery = v.InferOutput<typeof searchQuerySchema>;
