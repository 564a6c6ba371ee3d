// What the public was given of a round, word for word, and how it came to that.
import type { CorrectionOutcome, PublicationOutcome } from '#shared/states.ts';
import type { Flag } from './flag.ts';

export type PublicationTables = {
	/** Each time the reports of a round went public, and whether that was withdrawn. */
	round_publications: {
		id: string;
		round_id: string;
		planned_for: string;
		published_at: string;
		withdrawn_at: string | null;
		withdrawn_by: string | null;
		reason: string | null;
	};
	/** What became of each report at the minute. */
	round_publication_reports: {
		publication_id: string;
		report_id: string;
		outcome: PublicationOutcome;
	};
	/** A finding of the rehearsal that may stand, and why; for exactly these words of the section. */
	finding_acceptances: {
		id: string;
		report_id: string;
		finding: string;
		section_key: string;
		sha256: string;
		reason: string;
		accepted_by: string;
		accepted_at: string;
	};
	/** What was published, word for word. Never changed; a correction is the next edition. */
	editions: {
		id: string;
		report_id: string;
		/** 1, 2, 3 … among those that stand. */
		number: number;
		title: string;
		/** What a correction corrects, in public words; null for the first. */
		note: string | null;
		sha256: string;
		version_id: string | null;
		published_at: string;
		withdrawn_at: string | null;
	};
	edition_sections: {
		edition_id: string;
		key: string;
		position: number;
		title: string;
		commitment: number | null;
		wording: string | null;
		sha256: string;
		/** The text that `sha256` is the fingerprint of (domain/rounds/fingerprint.ts). */
		canonical: string;
		html: string;
		text: string;
		words: number;
	};
	edition_signatures: { edition_id: string; signature_id: string };
	corrections: {
		id: string;
		report_id: string;
		/** What is corrected, in public words. */
		note: string;
		started_by: string | null;
		started_at: string;
		/** Null while it is being written. */
		outcome: CorrectionOutcome | null;
		ended_by: string | null;
		ended_at: string | null;
	};

	/** The convenor's synthesis of a round. */
	syntheses: {
		id: string;
		round_id: string;
		document_name: string;
		is_sample: Flag;
		started_by: string | null;
		created_at: string;
	};
	/** What was published of it, word for word. */
	synthesis_editions: {
		id: string;
		synthesis_id: string;
		number: number;
		/** What is different from the one before, in public words; null for the first. */
		note: string | null;
		sha256: string;
		/** The text that `sha256` is the fingerprint of. */
		canonical: string;
		html: string;
		words: number;
		version_id: string | null;
		published_by: string | null;
		published_at: string;
	};
	synthesis_citations: {
		edition_id: string;
		position: number;
		cited_edition_id: string;
		section_key: string;
		/** Words of the synthesis that carry the link. */
		words: string;
	};
};
