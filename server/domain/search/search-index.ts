// The port to the full-text index: entries with words and circles in, numbers out. Two implementations stand in
// storage/search-index.{sqlite,postgres}.ts; one suite (tests/contract/search-index.test.ts) holds both to these words.
import type { SearchKind } from '#shared/search-input.ts';

/** What entries are read from. A report gives many, most give one. */
export type SearchSubject = SearchKind;

export type SearchEntry = {
	/** Its name in the index, lasting. */
	key: string;
	/** `report:id`: all entries of a subject are written together. */
	subject: string;
	kind: SearchKind;
	targetId: string;
	title: string;
	body: string;
	/** Where it stands and who wrote it. */
	context: string;
	path: string;
	/** The one member to whom its words are shown among the results; null: whoever finds it. */
	wordsOf: string | null;
	/** Folded words of the title, where it is searched, and of the body. */
	titleWords: readonly string[];
	bodyWords: readonly string[];
	/** Circles that may see it, and what it is filtered by. */
	scope: readonly string[];
	at: string;
};

/** An entry as it is found. */
export type StoredEntry = Omit<SearchEntry, 'titleWords' | 'bodyWords' | 'scope'> & {
	number: number;
};

/** Words that stand one after another; of a prefix only the last word's beginning is known. */
export type Piece = { words: readonly string[]; isPrefix: boolean };

/** One thing that must be there, in one of these forms. */
export type Term = readonly Piece[];

export type Lookup = {
	/** All must be there. */
	terms: readonly Term[];
	/** `title`: every term in the title. `elsewhere`: somewhere, but not all in the title. */
	where: 'title' | 'elsewhere' | 'anywhere';
	/** None may find what all of these find as they are. */
	unlike?: readonly Term[];
	/** Of each list one. */
	scopes: readonly (readonly string[])[];
	/** ISO times; `until` itself is no longer in it. */
	from?: string | undefined;
	until?: string | undefined;
	/** Entries older than this number. */
	before?: number | undefined;
	limit: number;
};

export type SearchIndex = {
	/** What fits, the newest first. */
	find(lookup: Lookup): Promise<StoredEntry[]>;
	/** These entries and no others of these subjects. Gives the subjects of which title, address or circles changed. */
	replace(subjects: readonly string[], entries: readonly SearchEntry[]): Promise<string[]>;
	/** Words that came into the index after this number, in order. */
	wordsAfter(number: number): Promise<{ number: number; word: string }[]>;
};
