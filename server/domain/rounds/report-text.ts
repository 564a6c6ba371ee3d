// A report's text as it stands now, section by section, with the fingerprints that signatures are bound to. Pure.
import type { DocumentContent } from '#server/domain/collaboration/derive.ts';
import type { PromiseRow } from '#server/storage/promises.ts';
import { sectionField } from '#shared/document-fields.ts';
import { fingerprint, manifestOf, sha256, type Fingerprinted } from './fingerprint.ts';

export type SectionText = Fingerprinted & {
	/** Safe to put into a page; empty when nothing is written. */
	html: string;
	text: string;
	words: number;
};

export type ReportText = {
	/** Number of the newest update of the document that is in it. */
	seq: number;
	sha256: string;
	/** In page order. */
	sections: SectionText[];
};

/** @param keys of the round's template, in page order. */
export function reportText(
	keys: readonly string[],
	{ seq, content }: { seq: number; content: DocumentContent },
	promises: readonly PromiseRow[]
): ReportText {
	const sections = keys.map((key): SectionText => {
		const field = content[sectionField(key)];
		const answers = promises
			.filter(({ section_key }) => section_key === key)
			.map(({ words, outcome, explanation }) => ({ promise: words, outcome, explanation }));
		return {
			...fingerprint(key, field?.json ?? null, answers),
			html: field?.html ?? '',
			text: field?.text ?? '',
			words: field?.words ?? 0
		};
	});
	return { seq, sha256: sha256(manifestOf(sections)), sections };
}
