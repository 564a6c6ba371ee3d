// Rounds, and the reports written in them.
import type {
	PromiseOutcome,
	RemarkKind,
	ReportState,
	RoundState,
	SectionState
} from '#shared/states.ts';
import type { Flag } from './flag.ts';

export type RoundTables = {
	report_templates: {
		version: string;
		/** JSON: [{ key, title, instruction, commitment }] in page order. */
		sections: string;
	};
	rounds: {
		id: string;
		number: number;
		title: string;
		state: RoundState;
		template_version: string;
		pledge_version: string;
		/** The period it reports on; null for rounds held before this workspace. */
		reporting_from: string | null;
		reporting_to: string | null;
		opens_on: string;
		drafts_due_on: string;
		review_ends_on: string;
		sign_off_due_on: string;
		/** The minute of publication. */
		publishes_at: string;
		/** Signatories the round is expected to cover, as the round was announced. */
		signatory_count: number;
		/** For rounds held before this workspace: the figure as published. Null: it is computed. */
		reported_count: number | null;
	};
	round_date_changes: {
		id: string;
		round_id: string;
		field: string;
		from_value: string;
		to_value: string;
		reason: string;
		member_id: string | null;
		at: string;
	};
	/** Organisations of which a round expects a report. */
	round_organisations: { round_id: string; organisation_id: string };
	reports: {
		id: string;
		round_id: string;
		title: string;
		/** In the public address; unique in its round. */
		slug: string;
		state: ReportState;
		document_name: string;
		is_sample: Flag;
		/** When the intention to publish was recorded (FOI Act 2000, s. 22). */
		intends_to_publish_since: string;
		created_by: string | null;
		created_at: string;
		published_at: string | null;
		/** Set while a correction is being written; the public reads the newest edition meanwhile. */
		correcting_since: string | null;
	};
	/** Whether, and on which day, a report is intended to be published, and each change of that. */
	report_intentions: {
		id: string;
		report_id: string;
		intends: Flag;
		planned_for: string;
		/** Why it changed; empty when the draft began. */
		reason: string;
		member_id: string | null;
		at: string;
	};
	report_organisations: { report_id: string; organisation_id: string; position: number };
	report_sections: {
		report_id: string;
		key: string;
		state: SectionState;
		owner_id: string | null;
		due_on: string | null;
		reviewer_id: string | null;
		/** Fingerprint of the words that were agreed, so that nothing passes as agreed that was changed since. */
		agreed_sha256: string | null;
	};
	/** What a reviewer or a lead asks to be changed, with the reason. */
	remarks: {
		id: string;
		report_id: string;
		/** Null: about the whole report. */
		section_key: string | null;
		kind: RemarkKind;
		/** For whom a lead returned it. */
		organisation_id: string | null;
		author_id: string;
		body: string;
		created_at: string;
		resolved_at: string | null;
		resolved_by: string | null;
	};
	/** A Next Step of an earlier report, to be answered in this one ("You said, you did"). */
	promises: {
		id: string;
		/** The report that answers. */
		report_id: string;
		from_report_id: string;
		/** The edition whose words these are. */
		from_edition_id: string | null;
		position: number;
		/** As it was published. */
		words: string;
		/** The section in which the answer stands. */
		section_key: string;
		outcome: PromiseOutcome | null;
		explanation: string;
		answered_by: string | null;
		answered_at: string | null;
	};
};
