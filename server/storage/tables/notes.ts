// Learning notes, what mentions what, and what is offered as evidence.
import type {
	EvidenceSource,
	LinkGoal,
	LinkSource,
	NoteKind,
	NoteVisibility,
	OfferOutcome,
	WideningOutcome
} from '#shared/states.ts';
import type { Flag } from './flag.ts';

export type NoteTables = {
	notes: {
		id: string;
		title: string;
		kind: NoteKind;
		author_id: string;
		organisation_id: string;
		/** The group whose note it is: its members write it too. */
		group_id: string | null;
		visibility: NoteVisibility;
		/** What it talks about, for those who would rather know before they read. */
		content_note: string;
		/** Its authors want it shown to those who are stuck on the same matter. */
		is_suggested: Flag;
		document_name: string;
		is_sample: Flag;
		created_at: string;
		archived_at: string | null;
		archived_by: string | null;
		archived_reason: string | null;
	};
	note_commitments: { note_id: string; commitment: number };
	note_themes: { note_id: string; theme: string };
	/** Whom its author writes it with. */
	note_authors: { note_id: string; member_id: string };
	/** Whom it is about, or who tried it. */
	note_organisations: { note_id: string; organisation_id: string };
	note_groups: { note_id: string; group_id: string };
	/** Its authors are asked whether more people may see it. */
	note_widenings: {
		id: string;
		note_id: string;
		visibility: NoteVisibility;
		group_id: string | null;
		asked_by: string;
		asked_at: string;
		outcome: WideningOutcome | null;
		settled_at: string | null;
	};
	note_widening_answers: {
		widening_id: string;
		member_id: string;
		agrees: Flag;
		reason: string;
		at: string;
	};
	/** What mentions what, read from the texts themselves. `part` is a section or a post's number; empty: the whole. */
	links: {
		from_kind: LinkSource;
		from_id: string;
		from_part: string;
		to_kind: LinkGoal;
		to_id: string;
		to_part: string;
	};
	/** Up to where links have been read from words: a document's newest update, or the time (ms) of `posts`. */
	links_read: { source: string; up_to: number };
	/** A note or a post offered to a section of an organisation's next report. */
	evidence_offers: {
		id: string;
		source_kind: EvidenceSource;
		source_id: string;
		organisation_id: string;
		section_key: string;
		why: string;
		offered_by: string;
		offered_at: string;
		outcome: OfferOutcome | null;
		/** What the organisation says to who offered it. */
		answer: string;
		/** The report that took it. */
		report_id: string | null;
		settled_by: string | null;
		settled_at: string | null;
	};
};
