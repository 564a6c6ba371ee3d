// Row types of every table, written by hand and held against the migrated schema by a test.
// Types that mean the same on SQLite and PostgreSQL: ids and times as text (UUIDv7; ISO-8601, UTC),
// days as text (YYYY-MM-DD), booleans as 0/1, JSON as text, bytes as blob/bytea, counters as integer.
import type { Generated } from 'kysely';
import type { SearchSubject } from '#server/domain/search/search-index.ts';
import type { MailKind } from '#server/domain/mail/mail.ts';
import type { NoticeAbout, NoticeKind } from '#server/domain/notifications/notify.ts';
import type { ExportFormat, ExportKind, ExportState } from '#shared/export-input.ts';
import type { DigestDays, MailSwitch } from '#shared/mail-choices.ts';
import type { AllianceRole, OrganisationKind, OrganisationRole } from '#shared/roles.ts';
import type { SearchKind } from '#shared/search-input.ts';
import type {
	ActionOrigin,
	ActionState,
	ChallengeAudience,
	ChallengeOrigin,
	CorrectionOutcome,
	EvidenceSource,
	FollowState,
	GroupJoining,
	LinkGoal,
	LinkSource,
	NoteKind,
	NoteVisibility,
	OfferOutcome,
	PollKind,
	PostAudience,
	PromiseOutcome,
	PublicationOutcome,
	RemarkKind,
	ReportState,
	RequestOutcome,
	RoundState,
	SectionState,
	SignedInWith,
	ThreadAudience,
	WideningOutcome
} from '#shared/states.ts';
import type { Resolution, VersionKind } from '#shared/version-output.ts';

export type Flag = 0 | 1;

export type Tables = {
	organisations: {
		id: string;
		name: string;
		short_name: string;
		kind: OrganisationKind;
		body: string;
		region: string;
		created_at: string;
		/** In its public address; unique. */
		slug: string | null;
	};
	members: {
		id: string;
		/** Lower case; unique. */
		email: string;
		name: string;
		/** argon2id in PHC form; null until the person has chosen one. */
		password_hash: string | null;
		is_sample: Flag;
		created_at: string;
		deactivated_at: string | null;
	};
	memberships: {
		member_id: string;
		organisation_id: string;
		role: OrganisationRole;
		created_at: string;
	};
	alliance_roles: { member_id: string; role: AllianceRole };
	login_sessions: {
		/** SHA-256 of the session id in the cookie. */
		id_hash: string;
		member_id: string;
		expires_at: string;
		created_at: string;
		last_seen_at: string;
		user_agent: string;
	};
	api_tokens: {
		id: string;
		member_id: string;
		name: string;
		/** SHA-256 of the token. */
		token_hash: string;
		created_at: string;
		last_used_at: string | null;
	};
	setup_links: {
		token_hash: string;
		created_at: string;
		expires_at: string;
		used_at: string | null;
	};

	pledge_versions: { version: string; effective_on: string; source: string };
	pledge_commitments: { version: string; number: number; title: string; wording: string };
	signatories: {
		id: string;
		organisation_id: string;
		/** The role in which the person signed, for example "Chief Executive"; null where not on record. */
		role_title: string | null;
		signed_on: string | null;
		ended_on: string | null;
		/** How sure the public record is of this row. */
		certainty: string;
	};

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
	signatures: {
		id: string;
		report_id: string;
		organisation_id: string;
		member_id: string;
		/** The lead for whom a deputy signed. */
		on_behalf_of: string | null;
		signed_in_with: SignedInWith;
		/** Fingerprint of the whole report as it was signed. */
		sha256: string;
		/** The frozen text in the document's history; null when nothing was written. */
		version_id: string | null;
		at: string;
	};
	signature_sections: { signature_id: string; key: string; sha256: string };
	/** Sections on which a signature no longer held, once its lead was told. */
	signature_voidings: { signature_id: string; key: string; at: string };
	/** A lead has somebody of the same organisation sign in their place, on these days. */
	delegations: {
		id: string;
		organisation_id: string;
		lead_id: string;
		deputy_id: string;
		from_on: string;
		/** The last day. */
		until_on: string;
		reason: string;
		created_at: string;
		/** Set when it was ended before its last day. */
		ended_at: string | null;
		ended_by: string | null;
	};
	/** The way from a mail to one signature. */
	signing_links: {
		id: string;
		/** SHA-256 of the secret in the address. */
		secret_hash: string;
		report_id: string;
		organisation_id: string;
		/** Who was asked; nobody else may use it. */
		member_id: string;
		asked_by: string | null;
		created_at: string;
		expires_at: string;
		/** When it led to a signature or to a return. */
		used_at: string | null;
	};
	/** A sign-in that can do nothing but read, sign or return what its link names. */
	signing_sessions: {
		/** SHA-256 of the secret in the cookie. */
		secret_hash: string;
		link_id: string;
		member_id: string;
		expires_at: string;
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

	documents: {
		name: string;
		kind: 'report' | 'note';
		/** Version of the editor schema its content needs (#shared/editor-schema.ts). */
		schema_version: number;
		created_at: string;
	};
	document_updates: {
		document_name: string;
		/** 1, 2, 3 … within the document, without a gap. */
		seq: number;
		member_id: string | null;
		at: string;
		bytes: Uint8Array;
	};
	document_snapshots: {
		document_name: string;
		/** The snapshot holds every update up to and including this one. */
		seq: number;
		at: string;
		bytes: Uint8Array;
	};
	/** Damaged pieces of texts, as they were found. */
	document_updates_set_aside: {
		document_name: string;
		part: 'update' | 'snapshot';
		seq: number;
		member_id: string | null;
		at: string;
		bytes: Uint8Array;
		reason: string;
		set_aside_at: string;
	};
	/** Up to where a text was found whole. */
	document_checks: {
		document_name: string;
		seq: number;
		/** Of the snapshot at that time; 0 when there was none. */
		snapshot_seq: number;
		at: string;
	};
	document_versions: {
		id: string;
		document_name: string;
		/** The text as it was when this update had come. */
		seq: number;
		kind: Exclude<VersionKind, 'writing'>;
		name: string;
		/** When the text read like this. */
		at: string;
		/** Who named it, or whose change it was made for. */
		member_id: string | null;
		created_at: string;
	};
	/** Updates `first_seq` to `last_seq` stand together as one row for each person; what lay between has gone. */
	document_thinned_stretches: {
		document_name: string;
		first_seq: number;
		last_seq: number;
		resolution: Exclude<Resolution, 'change'>;
	};

	groups: {
		id: string;
		/** In its address; unique. */
		slug: string;
		name: string;
		purpose: string;
		joining: GroupJoining;
		/** What it calls itself: "Working group", "Learning set". */
		called: string;
		/** JSON: [{ key, title, manages }], the roles it has, in its own words. */
		roles: string;
		/** Who is in it is looked through this often. */
		review_months: number;
		reviewed_at: string;
		reviewed_by: string | null;
		/** Those who run it have been asked for the review that is due. */
		review_asked_at: string | null;
		is_sample: Flag;
		created_by: string | null;
		created_at: string;
		archived_at: string | null;
		archived_by: string | null;
		archived_reason: string | null;
	};
	group_commitments: { group_id: string; commitment: number };
	group_members: {
		group_id: string;
		member_id: string;
		/** Key of one of the group's roles. */
		role: string;
		/** Whether that role runs the group. */
		manages: Flag;
		is_guest: Flag;
		/** The last day; a guest always has one. */
		until_on: string | null;
		joined_at: string;
	};
	group_requests: {
		id: string;
		group_id: string;
		member_id: string;
		words: string;
		created_at: string;
		outcome: RequestOutcome | null;
		reason: string;
		settled_by: string | null;
		settled_at: string | null;
	};
	group_invitations: {
		id: string;
		group_id: string;
		/** Set when a member of the Alliance was chosen; otherwise whoever has the address. */
		member_id: string | null;
		/** Lower case. */
		email: string;
		name: string;
		role: string;
		is_guest: Flag;
		until_on: string | null;
		/** SHA-256 of the secret in the address. */
		secret_hash: string;
		invited_by: string;
		created_at: string;
		expires_at: string;
		settled_at: string | null;
		outcome: RequestOutcome | null;
	};
	/** The address under which a member's calendar program fetches a group's dates. */
	calendar_feeds: {
		secret_hash: string;
		member_id: string;
		group_id: string;
		created_at: string;
	};
	actions: {
		id: string;
		/** Null: of nobody but its owner and who wrote it down. */
		group_id: string | null;
		words: string;
		owner_id: string | null;
		due_on: string | null;
		state: ActionState;
		/** What came of it. */
		outcome: string;
		origin_kind: ActionOrigin | null;
		origin_id: string | null;
		is_sample: Flag;
		created_by: string | null;
		created_at: string;
		settled_at: string | null;
	};
	decisions: {
		id: string;
		group_id: string;
		words: string;
		reasons: string;
		decided_on: string;
		origin_kind: Exclude<ActionOrigin, 'decision'> | null;
		origin_id: string | null;
		/** A later decision took its place. */
		replaced_by: string | null;
		is_sample: Flag;
		recorded_by: string;
		recorded_at: string;
	};

	challenges: {
		id: string;
		title: string;
		/** In the post notation. */
		body: string;
		audience: ChallengeAudience;
		/** Who is stuck. */
		organisation_id: string;
		/** Set when the audience is one group, or when a group raised it. */
		group_id: string | null;
		/** What raised it; `part` is the section. */
		origin_kind: ChallengeOrigin | null;
		origin_id: string | null;
		origin_part: string | null;
		author_id: string;
		is_sample: Flag;
		created_at: string;
		closed_at: string | null;
		closed_by: string | null;
		outcome: string;
		outcome_note_id: string | null;
	};
	challenge_commitments: { challenge_id: string; commitment: number };
	challenge_offers: {
		id: string;
		challenge_id: string;
		member_id: string;
		words: string;
		created_at: string;
		withdrawn_at: string | null;
		accepted_at: string | null;
		accepted_by: string | null;
	};
	/** Who is willing to be asked about a commitment, in their own words about what. */
	contacts: { member_id: string; commitment: number; words: string; since: string };

	/** A thread stands in exactly one place: a commitment, a group, a note, a section of a report, a challenge. */
	threads: {
		id: string;
		commitment: number | null;
		group_id: string | null;
		note_id: string | null;
		report_id: string | null;
		/** Goes with `report_id`. */
		section_key: string | null;
		challenge_id: string | null;
		title: string;
		audience: ThreadAudience;
		/** Set when the audience is one organisation. */
		organisation_id: string | null;
		author_id: string;
		is_sample: Flag;
		created_at: string;
		closed_at: string | null;
		closed_by: string | null;
		closed_reason: string | null;
		/** What came of it, when it was closed with that. */
		outcome: string | null;
		pinned_at: string | null;
	};
	posts: {
		id: string;
		thread_id: string;
		/** 1, 2, 3 … within the thread; its permanent name. */
		number: number;
		author_id: string;
		in_reply_to: string | null;
		/** What the author typed, in the post notation (#shared/post-notation.ts). */
		body: string;
		created_at: string;
		edited_at: string | null;
		withdrawn_at: string | null;
		hidden_at: string | null;
		hidden_by: string | null;
		hidden_reason: string | null;
		is_lived_experience: Flag;
		/** What it talks about, for those who would rather know before they read. */
		content_note: string;
		/** For fewer people than its thread; null: for the same. */
		audience: PostAudience | null;
		/** Set when that is one organisation. */
		organisation_id: string | null;
	};
	/** From where to where a post went, and why. */
	post_moves: {
		id: string;
		post_id: string;
		from_thread_id: string;
		from_number: number;
		to_thread_id: string;
		to_number: number;
		moved_by: string;
		reason: string;
		at: string;
	};
	post_revisions: { post_id: string; revision: number; body: string; at: string };
	post_mentions: { post_id: string; member_id: string };
	thread_reads: { member_id: string; thread_id: string; last_number: number };
	thread_follows: {
		member_id: string;
		thread_id: string;
		state: FollowState;
		since: string;
	};
	/** `place`: a commitment, a group, a note, a section or a challenge, as `placeKey` of discussions names it. */
	place_follows: { member_id: string; place: string; state: FollowState; since: string };
	/** Every outcome stated in a thread, also before it went on. */
	thread_outcomes: { id: string; thread_id: string; body: string; stated_by: string; at: string };
	/** From where to where a whole discussion went, and why. */
	thread_moves: {
		id: string;
		thread_id: string;
		from_place: string;
		to_place: string;
		moved_by: string;
		reason: string;
		at: string;
	};
	polls: {
		id: string;
		thread_id: string;
		kind: PollKind;
		question: string;
		/** JSON: the options in order, as words. */
		options: string;
		is_anonymous: Flag;
		closes_at: string | null;
		opened_by: string;
		opened_at: string;
		closed_at: string | null;
		closed_by: string | null;
		/** JSON: how often each choice was made anonymously, and reasons in alphabetical order. */
		tally: string;
	};
	poll_votes: {
		poll_id: string;
		member_id: string;
		/** JSON: what was chosen. */
		choice: string;
		reason: string;
		at: string;
	};
	/** Who has voted anonymously, and nothing else about it: not what, and not when. */
	poll_voters: { poll_id: string; member_id: string };

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
	/** A note or a post offered to a section of an organisation's next report. */
	/** Up to where links have been read from words: a document's newest update, or the time (ms) of `posts`. */
	links_read: { source: string; up_to: number };
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

	/** What somebody should hear of. It names the thing and quotes nothing. */
	notices: {
		id: string;
		member_id: string;
		kind: NoticeKind;
		/** What makes it one notice: a later one with the same key takes its place. */
		key: string;
		about_kind: NoticeAbout['kind'];
		about_id: string;
		by_id: string | null;
		path: string;
		due_on: string | null;
		at: string;
	};
	/** What a member has done with an item of the inbox: a notice by its id, anything else by its name. */
	inbox_marks: {
		member_id: string;
		item_id: string;
		read_at: string | null;
		done_at: string | null;
		snoozed_until: string | null;
	};
	inbox_settings: {
		member_id: string;
		digest: DigestDays;
		/** Of the day in the United Kingdom. */
		hour: number;
		/** No digest is due for an hour that was over by then. */
		since: string;
		/** Turns mails off from the mail itself, without signing in; it opens nothing else. */
		secret: string;
	};
	/** A member's digest of one day; `told` is JSON: the items that stood in it. */
	digests: { member_id: string; day: string; told: string };

	mails: {
		id: string;
		/** Null: to somebody who is no member, by name and address. */
		member_id: string | null;
		to_name: string | null;
		to_address: string | null;
		kind: MailKind;
		/** What it is about; one to each member. */
		key: string;
		subject: string;
		/** Empty once it is sent or given up, and `path` with it: it may carry a link that opens something. */
		text: string;
		path: string;
		/** `not-wanted`: its member had left, or does not want this kind. */
		state: 'waiting' | 'sent' | 'failed' | 'not-wanted';
		attempts: number;
		/** An attempt has begun whose end is not known: it may have arrived. */
		is_unsettled: Flag;
		next_attempt_at: string;
		/** Why the last attempt failed. */
		reason: string | null;
		created_at: string;
		settled_at: string | null;
	};
	/** Mails a member does not want. */
	mail_refusals: { member_id: string; kind: MailSwitch };

	/** Copies to take away; the file of one that is ready lies in DATA_DIR/exports under its id. */
	exports: {
		id: string;
		/** Who asked; nobody else is given it. */
		member_id: string;
		kind: ExportKind;
		format: ExportFormat;
		/** The organisation or the round it is of. */
		subject_id: string | null;
		title: string;
		file_name: string;
		state: ExportState;
		bytes: number | null;
		created_at: string;
		expires_at: string;
	};

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

	audit: {
		id: string;
		at: string;
		member_id: string | null;
		action: string;
		target: string;
		/** JSON; never words that members wrote. */
		details: string;
	};
};
