// Whether the signatures under a report still hold. A signature is bound to exact words: it holds on each section that
// reads as it was signed, and nothing has to notice an edit for it to be voided. Pure.
import type { NamedSignatureRow } from '#server/storage/signatures.ts';
import type { SignedInWith } from '#shared/states.ts';
import type { ReportOrganisation } from '../report-loading.ts';
import type { ReportText } from '../report-text.ts';

export type SignedSection = { key: string; sha256: string; standing: 'valid' | 'voided' };

export type Named = { id: string; name: string };

export type Signature = {
	id: string;
	organisation: Named;
	member: Named;
	/** The lead in whose place a deputy signed. */
	onBehalfOf: Named | null;
	at: string;
	/** Fingerprint of the whole report as it was signed. */
	sha256: string;
	signedInWith: SignedInWith;
	/** The frozen text in the document's history; null when nothing was written. */
	versionId: string | null;
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

/** The fingerprints that signatures are held against: of the text as it stands, or as it was published. */
export type Fingerprints = Pick<ReportText, 'sha256'> & {
	sections: readonly { key: string; sha256: string }[];
};

/** @param rows signatures of this report, oldest first. */
export function standingOf(
	organisations: readonly ReportOrganisation[],
	rows: readonly NamedSignatureRow[],
	sections: readonly { signature_id: string; key: string; sha256: string }[],
	text: Fingerprints
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
	row: NamedSignatureRow,
	sections: readonly { signature_id: string; key: string; sha256: string }[],
	text: Fingerprints
): Signature {
	return {
		id: row.id,
		organisation: { id: row.organisation_id, name: row.organisation_name },
		member: { id: row.member_id, name: row.member_name },
		onBehalfOf:
			row.on_behalf_of === null ? null : { id: row.on_behalf_of, name: row.lead_name ?? '' },
		at: row.at,
		sha256: row.sha256,
		signedInWith: row.signed_in_with,
		versionId: row.version_id,
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

/** Keys of the sections that read otherwise than they were signed. */
export const voidedKeys = ({ signature }: Pick<OrganisationStanding, 'signature'>): string[] =>
	(signature?.sections ?? []).filter(({ standing }) => standing === 'voided').map(({ key }) => key);
