// The pledge, its commitments, and who signed it.

export type PledgeTables = {
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
};
