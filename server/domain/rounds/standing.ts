// Whether the signatures under a report still hold. A signature is bound to exact words: it holds on each section that
// reads as it was signed, and nothing has to notice an edit for it to be voided. Pure.
import type { SignatureRow } from '#server/storage/signatures.ts';
import type { ReportOrganisation } from './report-loading.ts';
import type { ReportText } from './report-text.ts';

export type SignedSection = { key: string; sha256: string; standing: 'valid' | 'voided' };

export type Signature = {
	id: string;
	organisationId: string;
	memberId: string;
	member: string;
	/** The lead for whom a deputy signed. */
	onBehalfOf: string | null;
	at: string;
	sha256: string;
	/** In page order. */
	sections: SignedSection[];
};

export type OrganisationStanding = {
	organisation: ReportOrganisation;
	/** `voided`: somebody has signed for it, and words have changed since. */
	state: 'signed' | 'voided' | 'not-signed';
	/** The newest for this organisation. */
	signature: Signature | null;
};

/** @param rows signatures of this report, oldest first. */
export function standingOf(
	organisations: readonly ReportOrganisation[],
	rows: readonly (SignatureRow & { member_name: string })[],
	sections: readonly { signature_id: string; key: string; sha256: string }[],
	text: ReportText
): OrganisationStanding[] {
	return organisations.map((organisation) => {
		const row = rows.findLast(({ organisation_id }) => organisation_id === organisation.id);
		if (row === undefined) return { organisation, state: 'not-signed', signature: null };
		const signature = signatureOf(row, sections, text);
		return {
			organisation,
			state: signature.sha256 === text.sha256 ? 'signed' : 'voided',
			signature
		};
	});
}

export function signatureOf(
	row: SignatureRow & { member_name: string },
	sections: readonly { signature_id: string; key: string; sha256: string }[],
	text: ReportText
): Signature {
	return {
		id: row.id,
		organisationId: row.organisation_id,
		memberId: row.member_id,
		member: row.member_name,
		onBehalfOf: row.on_behalf_of,
		at: row.at,
		sha256: row.sha256,
		sections: text.sections.flatMap(({ key, sha256 }): SignedSection[] => {
			const signed = sections.find((each) => each.signature_id === row.id && each.key === key);
			if (signed === undefined) return [];
			return [
				{ key, sha256: signed.sha256, standing: signed.sha256 === sha256 ? 'valid' : 'voided' }
			];
		})
	};
}

/** A report goes public only when each of its organisations has signed exactly these words. */
export const isSignedByAll = (standings: readonly OrganisationStanding[]): boolean =>
	standings.length > 0 && standings.every(({ state }) => state === 'signed');
