// The search index, and what it has still to read.
import type { Generated } from 'kysely';
import type { SearchSubject } from '#server/domain/search/search-index.ts';
import type { SearchKind } from '#shared/search-input.ts';

export type SearchTables = {
	/** Everything that can be found, each with its words and with the circles that may see it. */
	search_entries: {
		/** Later entries have higher numbers. */
		number: Generated<number>;
		key: string;
		/** What it is read from, kind and id: all its entries are written anew together. */
		subject: string;
		kind: SearchKind;
		target_id: string;
		title: string;
		body: string;
		/** Where it stands and who wrote it, in words. */
		context: string;
		path: string;
		/** The one member to whom its words are shown among the results. */
		words_of: string | null;
		/** Folded, parted by spaces. */
		title_words: string;
		body_words: string;
		/** Circles that may see it, and what it is filtered by; parted by spaces. */
		scope: string;
		at: string;
	};
	/** Every word in the index, and in how many entries. */
	search_words: { number: Generated<number>; word: string; entries: number };
	/** Up to which update each text is in the index. */
	search_documents: { document_name: string; seq: number };
	/** What has changed and is to be read again. Written by triggers (migration 22). */
	search_pending: { number: Generated<number>; kind: SearchSubject; subject_id: string };
};
