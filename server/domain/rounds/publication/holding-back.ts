// What holds a report back on publication day. Pure.
import type { IntentionRow } from '#server/storage/intentions.ts';
import type { AcceptanceRow } from '#server/storage/publications.ts';
import type { Tables } from '#server/storage/tables.ts';
import type { Finding, FindingKind } from './findings.ts';
import type { LoadedReport } from '../report-loading.ts';
import { standingOf, type OrganisationStanding } from '../sign-off/standing.ts';

export type HoldingKind =
	/** Nobody has signed for one of its organisations. */
	| 'unsigned'
	/** Somebody has, and words have changed since. */
	| 'signature-voided'
	/** A lead has put on record that it is not meant to be published. */
	| 'not-intended'
	| 'promise-unanswered'
	| 'remark-open'
	/** The text cannot be read. */
	| 'unreadable'
	| FindingKind;

export type HoldsBack = {
	id: string;
	kind: HoldingKind;
	/** Key of the section; null: the whole report. */
	section: string | null;
	/** What is wrong, without a word that somebody wrote in the report. */
	message: string;
	/** The words it is about; only for those who may read them. */
	quote?: string;
	/** Whether a lead or the coordinator may say that it can stand. */
	mayBeAccepted: boolean;
	/** Then it holds nothing back. */
	accepted?: { by: string; at: string; reason?: string };
};

/** What decides besides the text, for several reports. */
export type Facts = {
	signatures: Parameters<typeof standingOf>[1][number][];
	signatureSections: Tables['signature_sections'][];
	remarks: Tables['remarks'][];
	acceptances: (AcceptanceRow & { member_name: string })[];
	/** Oldest first. */
	intentions: IntentionRow[];
};

export type Judgement = { standings: OrganisationStanding[]; holdsBack: HoldsBack[] };

/** @param findings of the text as it is loaded. */
export function judge(loaded: LoadedReport, findings: readonly Finding[], facts: Facts): Judgement {
	const standings = standingOf(
		loaded.organisations,
		facts.signatures.filter(({ report_id }) => report_id === loaded.row.id),
		facts.signatureSections,
		loaded.text
	);
	return {
		standings,
		holdsBack: [
			...intentionHolding(loaded, facts),
			...standings.flatMap(signatureHolding),
			...promisesHolding(loaded),
			...facts.remarks
				.filter(({ report_id }) => report_id === loaded.row.id)
				.map((remark): HoldsBack => ({
					id: remark.id,
					kind: 'remark-open',
					section: remark.section_key,
					message:
						remark.kind === 'returned'
							? 'A lead has returned the report; the reason is not settled.'
							: 'A reviewer has asked for changes; that is not settled.',
					quote: remark.body,
					mayBeAccepted: false
				})),
			...findings.map((finding) => findingHolding(loaded, finding, facts))
		]
	};
}

export const isHeldBack = (holdsBack: readonly HoldsBack[]): boolean =>
	holdsBack.some(({ accepted }) => accepted === undefined);

/** For somebody who may know of the report and not read it. */
export const withoutWords = (holding: HoldsBack): HoldsBack => {
	const { id, kind, section, message, mayBeAccepted, accepted } = holding;
	return {
		id,
		kind,
		section,
		message,
		mayBeAccepted,
		...(accepted === undefined ? {} : { accepted: { by: accepted.by, at: accepted.at } })
	};
};

function signatureHolding({ organisation, state }: OrganisationStanding): HoldsBack[] {
	if (state === 'signed') return [];
	const isVoided = state === 'voided';
	return [
		{
			id: `${isVoided ? 'voided' : 'unsigned'}.${organisation.id}`,
			kind: isVoided ? 'signature-voided' : 'unsigned',
			section: null,
			message: isVoided
				? `${organisation.name} signed, and words have changed since: its lead signs again.`
				: `${organisation.name} has not signed yet.`,
			mayBeAccepted: false
		}
	];
}

function intentionHolding({ row }: LoadedReport, { intentions }: Facts): HoldsBack[] {
	const newest = intentions.findLast(({ report_id }) => report_id === row.id);
	if (newest?.intends !== 0) return [];
	return [
		{
			id: newest.id,
			kind: 'not-intended',
			section: null,
			message: 'A lead has put on record that it is not meant to be published.',
			mayBeAccepted: false
		}
	];
}

const promisesHolding = ({ promises }: LoadedReport): HoldsBack[] =>
	promises
		.filter(({ outcome }) => outcome === null)
		.map(({ id, section_key, words }) => ({
			id,
			kind: 'promise-unanswered',
			section: section_key,
			message: 'A promise of the last report is not answered.',
			quote: words,
			mayBeAccepted: false
		}));

function findingHolding(loaded: LoadedReport, finding: Finding, { acceptances }: Facts): HoldsBack {
	const sha256 = loaded.text.sections.find(({ key }) => key === finding.section)?.sha256;
	const acceptance = acceptances.find(
		(each) =>
			each.report_id === loaded.row.id && each.finding === finding.id && each.sha256 === sha256
	);
	return {
		...finding,
		mayBeAccepted: true,
		...(acceptance === undefined
			? {}
			: {
					accepted: {
						by: acceptance.member_name,
						at: acceptance.accepted_at,
						reason: acceptance.reason
					}
				})
	};
}
