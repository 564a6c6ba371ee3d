// Where somebody is stuck, and who offers help.
import type { ChallengeAudience, ChallengeOrigin } from '#shared/states.ts';
import type { Flag } from './flag.ts';

export type ChallengeTables = {
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
};
