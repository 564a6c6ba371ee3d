// Search in words: what kinds of things there are, and how many were found.
import type { SearchKind } from '#shared/search-input.ts';
import type { FirstResults } from '#shared/search-output.ts';

/** In the order in which they are offered. */
export const kindWords: Readonly<Record<SearchKind, string>> = {
	report: 'Reports',
	synthesis: 'Syntheses of rounds',
	note: 'Learning notes',
	thread: 'Discussions',
	post: 'Posts in discussions',
	challenge: '“We are stuck on …”',
	group: 'Working groups',
	decision: 'Decisions',
	session: 'Records of sessions',
	person: 'People',
	organisation: 'Organisations'
};

export const sortWords: Readonly<Record<FirstResults['groups'][number]['sort'], string>> = {
	reports: 'Reports',
	notes: 'Learning notes',
	discussions: 'Discussions',
	challenges: '“We are stuck on …”',
	groups: 'Working groups',
	sessions: 'Records of sessions',
	people: 'People and organisations'
};

export const countInWords = (count: number): string =>
	count === 0 ? 'Nothing found' : count === 1 ? 'One result' : `${count} results`;
