// The roles a person can hold. The schema CHECKs the same words (migrations) and a test compares them.

/** In an organisation: `lead` signs for it, `drafter` writes for it, `reader` reads what it writes. */
export const organisationRoles = ['lead', 'drafter', 'reader'] as const;
export type OrganisationRole = (typeof organisationRoles)[number];

/** In the Alliance: `coordinator` runs rounds and membership, `facilitator` leads sessions and moderates. */
export const allianceRoles = ['coordinator', 'facilitator'] as const;
export type AllianceRole = (typeof allianceRoles)[number];

/** How an organisation belongs to the Alliance. */
export const organisationKinds = ['pledge-maker', 'pledge-supporter', 'convenor'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];
