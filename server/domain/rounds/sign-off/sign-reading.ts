// A report as a leader reads it before signing: clean text, just the words that changed since they signed last, what is
// still open, and what the signature would be put to.
import { notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { PromiseOutcome, RemarkKind } from '#shared/states.ts';
import { nowId } from '#shared/version-input.ts';
import type { Comparison } from '#shared/version-output.ts';
import type { Draft, DraftSection } from '../reports.ts';
import { signatureTarget, signingFacts, type SignOffDeps } from './sign-off-deps.ts';
import { standingOf, type Named, type OrganisationStanding, type Signature } from './standing.ts';

export type ReadingSection = Pick<
	DraftSection,
	'key' | 'title' | 'commitment' | 'wording' | 'html' | 'words' | 'sha256' | 'previous'
> & {
	/** What the signature before says of it; `new` when there is none to go by. */
	standing: 'new' | 'valid' | 'voided';
	/** Word by word since then; null where nothing is to be read again. */
	change: Comparison['sections'][number] | null;
	answers: { promise: string; outcome: PromiseOutcome | null; explanation: string }[];
	remarks: ReadingRemark[];
};

export type ReadingRemark = {
	kind: RemarkKind;
	author: string;
	body: string;
	at: string;
	isOpen: boolean;
};

export type Reading = Pick<
	Draft,
	'id' | 'title' | 'isSample' | 'roundNumber' | 'organisations' | 'sha256'
> & {
	signOffDueOn: string;
	/** For whom the actor reads; null when they sign for none of its organisations. */
	signer: {
		organisation: Named;
		/** The lead in whose place a deputy signs. */
		inPlaceOf: Named | null;
		maySign: boolean;
	} | null;
	/** Further organisations of the report for which the actor signs. */
	others: Named[];
	standings: OrganisationStanding[];
	/** What the marked changes are changes to. */
	since:
		| { kind: 'signature'; signature: Signature }
		| { kind: 'edition'; number: number; publishedAt: string }
		| null;
	/** In page order. */
	sections: ReadingSection[];
	/** Open remarks that are about no single section. */
	remarks: ReadingRemark[];
};

/** What the text is held against: a frozen text in its history, and the fingerprints it had. */
type Before = {
	since: NonNullable<Reading['since']>;
	versionId: string | null;
	hashes: ReadonlyMap<string, string>;
};

export function createSignReading(deps: SignOffDeps) {
	const { store, access, compare } = deps;

	/** Organisations of the report for which the actor signs, and the one asked for first. */
	async function signsFor(actor: Actor, draft: Draft, organisationId: string | undefined) {
		const facts = await Promise.all(
			draft.organisations.map(({ id }) => signingFacts(deps, store, actor, draft.id, id))
		);
		const own = facts.filter(
			({ target, inPlaceOf, organisation }) =>
				access.can(actor, 'report.sign', target) ||
				inPlaceOf !== null ||
				('seats' in actor &&
					actor.seats.some(
						(seat) => seat.organisationId === organisation.id && seat.role === 'lead'
					))
		);
		const chosen = own.find(({ organisation }) => organisation.id === organisationId) ?? own[0];
		return { chosen, others: own.filter((each) => each !== chosen) };
	}

	/** The last signature of that organisation; without one, what was published and is being corrected. */
	async function before(
		draft: Draft,
		standing: OrganisationStanding | undefined
	): Promise<Before | null> {
		const signature = standing?.signature;
		if (signature != null) {
			return {
				since: { kind: 'signature', signature },
				versionId: signature.versionId,
				hashes: new Map(signature.sections.map(({ key, sha256 }) => [key, sha256]))
			};
		}
		const [edition] = await store.editions.ofReports([draft.id]);
		if (edition === undefined) return null;
		const hashes = await store.editions.hashesOf([edition.id]);
		return {
			since: { kind: 'edition', number: edition.number, publishedAt: edition.published_at },
			versionId: edition.version_id,
			hashes: new Map(hashes.map(({ key, sha256 }) => [key, sha256]))
		};
	}

	return {
		/**
		 * The report as a leader reads it.
		 * @param organisationId for which to read; left out: the first for which the actor signs
		 * @throws DomainError not-found
		 */
		async reading(actor: Actor, reportId: string, organisationId?: string): Promise<Reading> {
			const row = await store.rounds.report(reportId);
			const named = row === undefined ? [] : await store.rounds.organisationsOf([reportId]);
			const mayRead = named.some(
				({ id }) =>
					row !== undefined &&
					access.can(
						actor,
						'report.read-to-sign',
						signatureTarget(row, {
							organisationIds: named.map((each) => each.id),
							organisationId: id,
							isDeputy: false
						})
					)
			);
			if (row === undefined || !mayRead) throw notFound();
			const draft = await deps.draft(reportId);
			const [rows, promises, remarks, { chosen, others }] = await Promise.all([
				store.signatures.ofReports([reportId]),
				store.promises.ofReports([reportId]),
				store.remarks.ofReports([reportId]),
				signsFor(actor, draft, organisationId)
			]);
			const signed = await store.signatures.sectionsOf(rows.map(({ id }) => id));
			const standings = standingOf(draft.organisations, rows, signed, draft);
			const earlier = await before(
				draft,
				standings.find(({ organisation }) => organisation.id === chosen?.organisation.id)
			);
			const hasChanged = draft.sections.some(
				({ key, sha256 }) => earlier !== null && earlier.hashes.get(key) !== sha256
			);
			const comparison =
				earlier !== null && hasChanged
					? await compare(row.document_name, { from: earlier.versionId ?? '0', to: nowId })
					: null;
			const toRemark = (remark: (typeof remarks)[number]): ReadingRemark => ({
				kind: remark.kind,
				author: remark.author_name,
				body: remark.body,
				at: remark.created_at,
				isOpen: remark.resolved_at === null
			});
			const sinceAt =
				earlier?.since.kind === 'signature'
					? earlier.since.signature.at
					: (earlier?.since.publishedAt ?? '');
			return {
				id: draft.id,
				title: draft.title,
				isSample: draft.isSample,
				roundNumber: draft.roundNumber,
				organisations: draft.organisations,
				sha256: draft.sha256,
				signOffDueOn: draft.round.signOffDueOn,
				signer:
					chosen === undefined
						? null
						: {
								organisation: chosen.organisation,
								inPlaceOf: chosen.inPlaceOf,
								maySign: access.can(actor, 'report.sign', chosen.target)
							},
				others: others.map(({ organisation }) => organisation),
				standings,
				since: earlier?.since ?? null,
				sections: draft.sections.map((section) => {
					const { key, title, commitment, wording, html, words, sha256, previous } = section;
					const isSame = earlier?.hashes.get(key) === sha256;
					return {
						key,
						title,
						commitment,
						wording,
						html,
						words,
						sha256,
						previous,
						standing: earlier === null ? 'new' : isSame ? 'valid' : 'voided',
						change: isSame
							? null
							: (comparison?.sections.find(({ field }) => field === `section:${key}`) ?? null),
						answers: promises
							.filter(({ section_key }) => section_key === key)
							.map((promise) => ({
								promise: promise.words,
								outcome: promise.outcome,
								explanation: promise.explanation
							})),
						// Settled ones too where they say why words were changed.
						remarks: remarks
							.filter(
								(remark) =>
									remark.section_key === key &&
									(remark.resolved_at === null || (!isSame && remark.created_at > sinceAt))
							)
							.map(toRemark)
					};
				}),
				remarks: remarks
					.filter(({ section_key, resolved_at }) => section_key === null && resolved_at === null)
					.map(toRemark)
			};
		}
	};
}
