// What the citations of a synthesis lead to: the words that were cited, and how they read in the newest edition.
import type { AddressedEdition } from '#server/storage/syntheses.ts';
import type { Queries } from '#server/storage/store.ts';
import { changedWords, type ChangedRun } from '../changed-words.ts';
import { pathOf, type CitationInText, type CitedAddress } from './citation.ts';

export type CitedSection = {
	report: string;
	roundNumber: number;
	edition: number;
	key: string;
	title: string;
	/** 1 … 7 when the section answers a commitment. */
	commitment: number | null;
	/** Safe to put into a page. */
	html: string;
	text: string;
};

export type Correction = {
	edition: number;
	/** In public words. */
	note: string | null;
	publishedAt: string;
	/** Of the newest edition's section. */
	path: string;
	/** From the cited words to those that stand there now. */
	runs: ChangedRun[];
};

export type Citation = {
	/** Within the workspace; never changes. */
	path: string;
	/** Where on the synthesis's page its source is told. */
	anchor: string;
	/** Words of the synthesis that carry the link. */
	words: string;
	/** Null: nothing that is published is at this address. */
	source: CitedSection | null;
	/** Set when the newest edition of the report reads differently here. */
	correction: Correction | null;
};

/** The edition's id where it is on record: after a withdrawal another edition may have its number. */
type Cited = CitationInText & { editionId?: string };
type Resolved = { address: CitedAddress; editionId: string | null; citation: Citation };

/** Looks up any number of citations in a fixed number of queries. */
export async function resolveCitations(
	store: Queries,
	cited: readonly Cited[]
): Promise<Resolved[]> {
	const standing = await store.syntheses.editionsAt(cited);
	const pairs = cited.map((address) => {
		const { roundNumber, slug, edition, editionId } = address;
		const all = standing.filter((each) => each.round_number === roundNumber && each.slug === slug);
		const then = all.find(({ id, number }) =>
			editionId === undefined ? number === edition : id === editionId
		);
		return { address, then, now: all[0] };
	});
	const sections = await store.syntheses.sections(
		pairs.flatMap(({ then, now }) => [then?.id, now?.id].filter((id) => id !== undefined)),
		cited.map(({ key }) => key)
	);
	const sectionOf = (edition: AddressedEdition, key: string) =>
		sections.find((each) => each.edition_id === edition.id && each.key === key);

	return pairs.map(({ address, then, now }, index): Resolved => {
		const citation = {
			path: pathOf(address),
			anchor: `source-${index + 1}`,
			words: address.words
		};
		const before = then === undefined ? undefined : sectionOf(then, address.key);
		if (then === undefined || now === undefined || before === undefined) {
			return {
				address,
				editionId: null,
				citation: { ...citation, source: null, correction: null }
			};
		}
		const after = sectionOf(now, address.key);
		const source = {
			report: then.title,
			roundNumber: then.round_number,
			edition: then.number,
			key: before.key,
			title: before.title,
			commitment: before.commitment,
			html: before.html,
			text: before.text
		};
		const correction =
			after?.sha256 === before.sha256
				? null
				: {
						edition: now.number,
						note: now.note,
						publishedAt: now.published_at,
						path: pathOf({ ...address, edition: now.number }),
						runs: changedWords(before.text, after?.text ?? '')
					};
		return { address, editionId: then.id, citation: { ...citation, source, correction } };
	});
}
