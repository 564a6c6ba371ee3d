// Facilitated sessions: plan, people, what runs, what people contribute, what comes of it.
import type { SessionKind } from '#shared/live-session/templates.ts';
import type { LiveSessionState, RecordLeaving, RecordReaders } from '#shared/states.ts';
import type { Flag } from './flag.ts';

export type LiveSessionTables = {
	live_sessions: {
		id: string;
		title: string;
		purpose: string;
		kind: SessionKind;
		group_id: string | null;
		/** Null: not settled yet. */
		starts_at: string | null;
		/** Its name in the time zone database: "Europe/London". */
		time_zone: string;
		/** A room's address, or the link of the call; '' when it is not settled. */
		place: string;
		/** What people were told that it takes. */
		minutes: number;
		/** The agreement: what is noted, who may read the record, what may leave the room. */
		noted: string;
		readers: RecordReaders;
		leaving: RecordLeaving;
		/** JSON: [{ title, url }]. */
		materials: string;
		/** JSON: the whole of what runs (server/domain/live-sessions/run.ts). */
		run: string;
		/** One more with each change of `run`. */
		version: number;
		/** How far it has come; one that was cancelled stays `planned` or `running`, with the moment. */
		state: Exclude<LiveSessionState, 'cancelled'>;
		/** The session this one is a rehearsal of; what is made in it is thrown away. */
		rehearses: string | null;
		/** How often the invitation has changed: calendars ask. */
		invitation_sequence: number;
		document_name: string;
		is_sample: Flag;
		created_by: string;
		created_at: string;
		cancelled_at: string | null;
		cancelled_reason: string | null;
	};
	live_session_commitments: { session_id: string; commitment: number };
	/** Members who are invited or have come, facilitators among them. */
	live_session_members: {
		session_id: string;
		member_id: string;
		facilitates: Flag;
		/** When they accepted the agreement. */
		agreed_at: string | null;
	};
	/** People who come by a link, without an account. */
	live_session_guests: {
		id: string;
		session_id: string;
		name: string;
		organisation: string | null;
		/** Where their link was sent; null when it was handed over otherwise. */
		email: string | null;
		secret_hash: string;
		ends_at: string;
		revoked_at: string | null;
		agreed_at: string | null;
		invited_by: string;
		created_at: string;
	};
	/** Done; sent again they are not done again. */
	live_session_commands: { session_id: string; command_id: string };
	/** In no order. */
	live_session_cards: {
		/** Drawn by lot. */
		id: string;
		session_id: string;
		/** An item of the agenda, or `parking`. */
		item_id: string;
		words: string;
		/** Null: without a name. */
		author_id: string | null;
		/** Of what its author alone has in hand, to withdraw it; of one without a name. */
		receipt_hash: string | null;
		group_id: string | null;
		/** Counted when the dots are. */
		dots: number;
		/** On everybody's screen. */
		is_shown: Flag;
		/** Its words are gone. */
		is_withdrawn: Flag;
	};
	/** Who has voted, or placed dots, in what; in no order and without a time. */
	live_session_ballots: {
		session_id: string;
		/** The poll, or the item whose cards are dotted. */
		about_id: string;
		/** Of a member or a guest. */
		person_id: string;
		/** JSON: what was chosen; null where it is only counted. */
		choice: string | null;
	};
	live_session_polls: {
		id: string;
		session_id: string;
		item_id: string | null;
		kind: 'single' | 'multiple' | 'ranked' | 'scale' | 'temperature' | 'consent';
		question: string;
		/** JSON: the options in order, as words. */
		options: string;
		is_anonymous: Flag;
		/** Its result is on everybody's screen. */
		is_shown: Flag;
		/** JSON: votes without names, only counted (#shared/poll-results.ts). */
		tally: string;
		/** JSON: what came of it, once it is closed; null when too few voted without names. */
		result: string | null;
		position: number;
		closed_at: string | null;
	};
	live_session_outcomes: {
		id: string;
		session_id: string;
		position: number;
		kind: 'summary' | 'action' | 'decision' | 'card' | 'poll' | 'notes';
		words: string;
		reasons: string;
		item_id: string | null;
		/** The card or poll it comes from. */
		from_id: string | null;
		owner_id: string | null;
		/** Of somebody without an account. */
		owner_name: string | null;
		due_on: string | null;
		/** Chosen to leave the room. */
		leaves: Flag;
		/** A facilitator has looked at it. */
		is_checked: Flag;
		became_kind: 'note' | 'action' | 'decision' | 'challenge' | null;
		became_id: string | null;
	};
};
