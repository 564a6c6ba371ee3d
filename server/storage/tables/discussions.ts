// Discussions, their posts and polls, and who follows them.
import type { FollowState, PollKind, PostAudience, ThreadAudience } from '#shared/states.ts';
import type { Flag } from './flag.ts';

export type DiscussionTables = {
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
};
