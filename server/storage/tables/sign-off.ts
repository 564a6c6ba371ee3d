// Who puts their name to which words of a report.
import type { SignedInWith } from '#shared/states.ts';

export type SignOffTables = {
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
};
