// Members and organisations, what they may do, and how they sign in.
import type { AllianceRole, OrganisationKind, OrganisationRole } from '#shared/roles.ts';
import type { Flag } from './flag.ts';

export type PeopleTables = {
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
};
