// An edition of a synthesis: its words as they are published, kept as they are for good. Pure.
import { newId } from '#server/kernel/ids.ts';
import type { FieldContent } from '#server/domain/collaboration/derive.ts';
import type { SynthesisCitationRow, SynthesisEditionRow } from '#server/storage/syntheses.ts';
import { fingerprint, type Fingerprinted } from '../fingerprint.ts';
import { publicHtml } from './public-html.ts';

/** @param content null when nothing is written */
export const synthesisFingerprint = (content: FieldContent | null): Fingerprinted =>
	fingerprint('synthesis', content?.json ?? null, []);

export function makeSynthesisEdition(input: {
	synthesisId: string;
	number: number;
	note: string | null;
	content: FieldContent;
	/** Of this workspace: links to it are written without it. */
	origin: string;
	/** What it cites, in the order of the text. */
	citations: readonly { editionId: string; key: string; words: string }[];
	versionId: string;
	publishedBy: string | null;
	publishedAt: string;
}): { row: SynthesisEditionRow; citations: SynthesisCitationRow[] } {
	const id = newId();
	const { canonical, sha256 } = synthesisFingerprint(input.content);
	return {
		row: {
			id,
			synthesis_id: input.synthesisId,
			number: input.number,
			note: input.note,
			sha256,
			canonical,
			html: publicHtml(input.content.html, input.origin),
			words: input.content.words,
			version_id: input.versionId,
			published_by: input.publishedBy,
			published_at: input.publishedAt
		},
		citations: input.citations.map(({ editionId, key, words }, position) => ({
			edition_id: id,
			position,
			cited_edition_id: editionId,
			section_key: key,
			words
		}))
	};
}
