// Who has signed, whose signature holds no longer and on which sections, and who still has to.
import { notFound } from '#server/kernel/errors.ts';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import { dayOf } from '#shared/dates.ts';
import { reportTarget, type LoadedReport } from '../report-loading.ts';
import type { SignOffDeps } from './sign-off-deps.ts';
import {
	signatureOf,
	standingOf,
	voidedKeys,
	type Named,
	type OrganisationStanding,
	type Signature
} from './standing.ts';

export type StandingInWords = OrganisationStanding & {
	/** Titles of the sections that read otherwise than they were signed. */
	changed: string[];
	/** When a link to sign was last sent that still works. */
	askedAt: string | null;
	/** A lead has sent it back, and nobody has settled that yet. */
	returned: { by: string; at: string; reason: string | null } | null;
};

/** A report that waits for the actor's signature. */
export type WaitingForMe = {
	reportId: string;
	title: string;
	roundNumber: number;
	organisation: Named;
	state: 'not-signed' | 'voided';
	/** Titles of the sections that read otherwise than they were signed. */
	changed: string[];
	/** In whose place, for a deputy. */
	inPlaceOf: Named | null;
};

export type Standings = {
	organisations: StandingInWords[];
	/** Organisations for which the actor signs. */
	mine: Named[];
	/** May send the leads a link. */
	mayAsk: boolean;
};

export function createStandings({ store, access, clock, load }: SignOffDeps) {
	async function standingsOf(loaded: readonly LoadedReport[]) {
		const rows = await store.signatures.ofReports(loaded.map(({ row }) => row.id));
		const sections = await store.signatures.sectionsOf(rows.map(({ id }) => id));
		return (one: LoadedReport): OrganisationStanding[] =>
			standingOf(
				one.organisations,
				rows.filter(({ report_id }) => report_id === one.row.id),
				sections,
				one.text
			);
	}

	const titlesOf = (loaded: LoadedReport, keys: readonly string[]): string[] =>
		loaded.template
			.filter(({ key }) => keys.includes(key))
			.map(({ commitment, title }) => (commitment === null ? title : `Commitment ${commitment}`));

	/** Organisations the actor signs for today, and in whose place. */
	async function signsFor(actor: Actor): Promise<Map<string, Named | null>> {
		if (actor.kind !== 'member') return new Map();
		const deputies = await store.delegations.inForceFor(actor.memberId, dayOf(clock.iso()));
		return new Map([
			...deputies.map(({ organisation_id, lead_id, lead_name }): [string, Named] => [
				organisation_id,
				{ id: lead_id, name: lead_name }
			]),
			...actor.seats
				.filter(({ role }) => role === 'lead')
				.map(({ organisationId }): [string, null] => [organisationId, null])
		]);
	}

	/** The report, when the actor may know what stands under it as it is now. @throws DomainError not-found */
	async function seenNow(actor: Actor, reportId: string): Promise<LoadedReport> {
		const row = await store.rounds.report(reportId);
		const [loaded] = row === undefined ? [] : await load(store, [row]);
		if (loaded === undefined || !mayKnowNow(actor, loaded.row, loaded.target.organisationIds)) {
			throw notFound();
		}
		return loaded;
	}

	/** What is under way after publication is nobody's but its own people's. */
	const mayKnowNow = (actor: Actor, row: ReportWithRound, ids: readonly string[]): boolean => {
		const target = reportTarget(row, ids);
		return (
			access.can(actor, 'report.read', target) ||
			(row.state === 'draft' && access.can(actor, 'report.see', target))
		);
	};

	/** Signatures under the newest edition, as everybody may see them. */
	async function published(reportId: string): Promise<Signature[]> {
		const [edition] = await store.editions.ofReports([reportId]);
		if (edition === undefined) return [];
		const rows = await store.editions.signaturesOf([edition.id]);
		const [signed, hashes] = await Promise.all([
			store.signatures.sectionsOf(rows.map(({ id }) => id)),
			store.editions.hashesOf([edition.id])
		]);
		return rows
			.toReversed()
			.map((row) => signatureOf(row, signed, { sha256: edition.sha256, sections: hashes }));
	}

	return {
		/** Every signature under a report, newest first; to everybody but its own people those that were published.
		 *  @throws DomainError not-found */
		async list(actor: Actor, reportId: string): Promise<Signature[]> {
			const row = await store.rounds.report(reportId);
			if (row === undefined) throw notFound();
			const ids = (await store.rounds.organisationsOf([reportId])).map(({ id }) => id);
			if (!access.can(actor, 'report.see', reportTarget(row, ids))) throw notFound();
			if (!mayKnowNow(actor, row, ids)) return published(reportId);
			const { text } = await seenNow(actor, reportId);
			const rows = await store.signatures.ofReports([reportId]);
			const sections = await store.signatures.sectionsOf(rows.map(({ id }) => id));
			return rows.toReversed().map((each) => signatureOf(each, sections, text));
		},

		/** Where each organisation stands, for the report's own people and the coordinator. @throws DomainError not-found */
		async standings(actor: Actor, reportId: string): Promise<Standings> {
			const loaded = await seenNow(actor, reportId);
			const readsWords = access.can(actor, 'report.read', loaded.target);
			const [standing, links, remarks, mine] = await Promise.all([
				standingsOf([loaded]),
				store.signingLinks.openOf([reportId], clock.iso()),
				store.remarks.ofReports([reportId]),
				signsFor(actor)
			]);
			return {
				organisations: standing(loaded).map((each) => {
					const { id } = each.organisation;
					const returned = remarks.findLast(
						({ kind, organisation_id, resolved_at }) =>
							kind === 'returned' && organisation_id === id && resolved_at === null
					);
					return {
						...each,
						changed: titlesOf(loaded, voidedKeys(each)),
						askedAt:
							links.find(({ organisation_id }) => organisation_id === id)?.created_at ?? null,
						returned:
							returned === undefined
								? null
								: {
										by: returned.author_name,
										at: returned.created_at,
										reason: readsWords ? returned.body : null
									}
					};
				}),
				mine: loaded.organisations.filter(({ id }) => mine.has(id)),
				mayAsk: access.can(actor, 'report.write', loaded.target)
			};
		},

		/**
		 * Reports that wait for the actor's signature: those for which they were asked, those whose sections are all
		 * agreed, and those they had signed before the words changed.
		 */
		async waitingFor(actor: Actor): Promise<WaitingForMe[]> {
			const mine = await signsFor(actor);
			const ids = await store.signatures.reportsBeingWritten([...mine.keys()]);
			const loaded = await load(store, await store.rounds.reportsByIds(ids));
			const [standing, links] = await Promise.all([
				standingsOf(loaded),
				store.signingLinks.openOf(ids, clock.iso())
			]);
			return loaded.flatMap((one) =>
				standing(one).flatMap((each): WaitingForMe[] => {
					const { organisation, state } = each;
					const isAsked = links.some(
						({ report_id, organisation_id, member_id }) =>
							report_id === one.row.id &&
							organisation_id === organisation.id &&
							member_id === memberIdOf(actor)
					);
					const isAgreed = one.sections.every((section) => section.state === 'agreed');
					const isDue = state === 'voided' || isAsked || isAgreed;
					if (!mine.has(organisation.id) || state === 'signed' || !isDue) return [];
					return [
						{
							reportId: one.row.id,
							title: one.row.title,
							roundNumber: one.row.round_number,
							organisation: { id: organisation.id, name: organisation.name },
							state,
							changed: titlesOf(one, voidedKeys(each)),
							inPlaceOf: mine.get(organisation.id) ?? null
						}
					];
				})
			);
		}
	};
}
