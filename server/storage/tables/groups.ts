// Working groups, what they decide, and what is to be done.
import type { ActionOrigin, ActionState, GroupJoining, RequestOutcome } from '#shared/states.ts';
import type { Flag } from './flag.ts';

export type GroupTables = {
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
};
