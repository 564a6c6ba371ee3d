// The public record: what everybody may read of the rounds, and copies of it for people and machines. Whoever asks, an
// open round has nothing in it.
import { notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Events } from '#server/kernel/events.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { Store } from '#server/storage/store.ts';
import { manifestOf } from '../fingerprint.ts';
import type { PublishedReports } from '../published-reports.ts';
import type { Round, Rounds } from '../rounds.ts';
import {
	addressOf,
	byName,
	createCatalogue,
	toEdition,
	toOrganisation,
	type PublishedEntry,
	type RecordOrganisation
} from './catalogue.ts';
import { newsOf, type News } from './news.ts';
import { createPublicReport } from './public-report.ts';
import { createReadAcross, type AcrossFilter } from './read-across.ts';
import { createRevision } from './revision.ts';
import { acrossAsCsv, roundAsCsv, roundAsJson, type RoundCopy } from './round-copy.ts';
import { reportAsHtml, reportAsJson, reportAsText, reportAsZip } from './report-copy.ts';

export type SectionCount = {
	key: string;
	title: string;
	commitment: number | null;
	/** Reports with words in this section. */
	reports: number;
};

export type PublicRound = {
	round: Round;
	/** By title. */
	reports: PublishedEntry[];
	/** By name. */
	notYetReported: RecordOrganisation[];
	/** How many organisations the reports kept here speak for. */
	spokenFor: number;
	/** In page order. */
	sections: SectionCount[];
};

export type OrganisationRound = {
	number: number;
	title: string;
	publishesAt: string;
	/** Usually one. None: expected, and not yet reported. */
	reports: PublishedEntry[];
};

export type PublicOrganisation = RecordOrganisation & {
	kind: string;
	/** The role in which somebody signed the pledge for it, where that is on record. */
	signatory: { roleTitle: string | null; certainty: string } | null;
	/** Published rounds that expected it or in which it reported, newest first. */
	rounds: OrganisationRound[];
};

export type PublicPage = { address: string; changedAt?: string | undefined };

export type RecordDeps = {
	store: Store;
	events: Events;
	access: Access;
	rounds: Rounds;
	published: PublishedReports;
};

export type PublicRecord = ReturnType<typeof createRecord>;

export function createRecord({ store, events, access, rounds, published }: RecordDeps) {
	const catalogue = createCatalogue({ store, access });
	const reports = createPublicReport({ store, published, catalogue });

	/** @throws DomainError not-found: there is none, or it is not published */
	async function publishedRound(actor: Actor, number: number): Promise<Round> {
		const round = await rounds.byNumber(actor, number);
		if (round.state !== 'published') throw notFound();
		return round;
	}

	/** Nobody is said to be missing from a round of which this workspace keeps only some reports. */
	async function missingFrom(
		round: Pick<Round, 'id' | 'coverage'>,
		entries: readonly PublishedEntry[]
	): Promise<RecordOrganisation[]> {
		const reported = new Set(
			entries
				.filter(({ roundId }) => roundId === round.id)
				.flatMap(({ organisations }) => organisations.map(({ id }) => id))
		);
		if (reported.size < round.coverage.reported) return [];
		return (await store.record.expected())
			.filter(({ round_id, id }) => round_id === round.id && !reported.has(id))
			.map(toOrganisation)
			.sort(byName(({ name }) => name));
	}

	async function notYetReported(actor: Actor, number: number): Promise<RecordOrganisation[]> {
		return missingFrom(await publishedRound(actor, number), await catalogue(actor));
	}

	async function sectionCounts(entries: readonly PublishedEntry[]): Promise<SectionCount[]> {
		const lengths = await store.record.sectionLengths(entries.map(({ editionId }) => editionId));
		const counts = new Map<string, SectionCount>();
		for (const { key, title, commitment, words } of lengths) {
			const count = counts.get(key) ?? { key, title, commitment, reports: 0 };
			counts.set(key, { ...count, reports: count.reports + (words > 0 ? 1 : 0) });
		}
		return [...counts.values()];
	}

	async function copyOf(actor: Actor, number: number): Promise<RoundCopy> {
		const round = await publishedRound(actor, number);
		const entries = await catalogue(actor);
		const here = entries.filter(({ roundId }) => roundId === round.id);
		const [missing, sections] = await Promise.all([
			missingFrom(round, entries),
			store.editions.sectionsOf(here.map(({ editionId }) => editionId))
		]);
		return { round, reports: here, missing, sections };
	}

	const across = createReadAcross({ store, catalogue, notYetReported });

	return {
		/** The same as long as nothing public has changed. */
		revision: createRevision(events),

		/** Published reports of all rounds without their texts, newest round first. */
		catalogue,

		/** A published round and who has reported in it. @throws DomainError not-found */
		async round(actor: Actor, number: number): Promise<PublicRound> {
			const round = await publishedRound(actor, number);
			const entries = await catalogue(actor);
			const here = entries.filter(({ roundId }) => roundId === round.id);
			const [missing, sections] = await Promise.all([
				missingFrom(round, entries),
				sectionCounts(here)
			]);
			return {
				round,
				reports: here,
				notYetReported: missing,
				spokenFor: new Set(here.flatMap(({ organisations }) => organisations.map(({ id }) => id)))
					.size,
				sections
			};
		},

		/** A published report in one of its editions. @throws DomainError not-found */
		report: reports.byAddress,

		/** The editions of a published report that stand, newest first. @throws DomainError not-found */
		async editions(actor: Actor, reportId: string) {
			const { roundNumber, slug } = await placeOf(actor, reportId);
			const editions = await store.editions.ofReports([reportId]);
			return editions.map((row) => ({
				...toEdition(row),
				address: `${addressOf(roundNumber, slug)}/editions/${row.number}`
			}));
		},

		/** One edition, by the id of its report. @throws DomainError not-found */
		async edition(actor: Actor, reportId: string, number: number) {
			const { roundNumber, slug } = await placeOf(actor, reportId);
			const report = await reports.byAddress(actor, roundNumber, slug, number);
			return { ...report, manifest: manifestOf(report.sections) };
		},

		/** @throws DomainError not-found */
		across,

		/** An organisation over all rounds. @throws DomainError not-found */
		async organisation(actor: Actor, slug: string): Promise<PublicOrganisation> {
			const [row, signatories, entries, expected, all] = await Promise.all([
				store.record.organisationBySlug(slug),
				store.pledge.signatories(),
				catalogue(actor),
				store.record.expected(),
				rounds.list(actor)
			]);
			if (row === undefined || row.kind === 'convenor') throw notFound();
			const signatory = signatories.find(({ organisation_id }) => organisation_id === row.id);
			const own = entries.filter(({ organisations }) =>
				organisations.some(({ id }) => id === row.id)
			);
			const isMissingFrom = (round: Round): boolean => {
				const reported = entries.filter(({ roundId }) => roundId === round.id);
				const count = new Set(
					reported.flatMap(({ organisations }) => organisations.map(({ id }) => id))
				).size;
				return (
					count >= round.coverage.reported &&
					expected.some(({ round_id, id }) => round_id === round.id && id === row.id)
				);
			};
			return {
				...toOrganisation(row),
				kind: row.kind,
				signatory:
					signatory === undefined
						? null
						: { roleTitle: signatory.role_title, certainty: signatory.certainty },
				rounds: all
					.filter(({ state }) => state === 'published')
					.map((round) => ({
						number: round.number,
						title: round.title,
						publishesAt: round.publishesAt,
						reports: own.filter(({ roundId }) => roundId === round.id),
						isMissing: isMissingFrom(round)
					}))
					.filter((round) => round.reports.length > 0 || round.isMissing)
					.map(({ number, title, publishesAt, reports: found }) => ({
						number,
						title,
						publishesAt,
						reports: found
					}))
			};
		},

		/** What has been published and corrected, newest first. */
		async news(actor: Actor): Promise<News[]> {
			const [all, entries] = await Promise.all([rounds.list(actor), catalogue(actor)]);
			return newsOf(
				all.filter(({ state }) => state === 'published'),
				entries
			);
		},

		/** Addresses of all public pages, with the moment of their last change where one is known. */
		async pages(actor: Actor): Promise<PublicPage[]> {
			const [all, entries, signatories] = await Promise.all([
				rounds.list(actor),
				catalogue(actor),
				store.pledge.signatories()
			]);
			const numbers = all.filter(({ state }) => state === 'published').map(({ number }) => number);
			return [
				...['/', '/signatories', '/rounds', '/help', '/accessibility'].map((address) => ({
					address
				})),
				...numbers.map((number) => ({ address: `/rounds/${number}` })),
				...entries.flatMap(({ address, editions: [newest, ...older] }) => [
					{ address, changedAt: newest?.publishedAt },
					...older.map(({ number, publishedAt }) => ({
						address: `${address}/editions/${number}`,
						changedAt: publishedAt
					}))
				]),
				...numbers.flatMap((number) =>
					[1, 2, 3, 4, 5, 6, 7].map((commitment) => ({
						address: `/commitments/${commitment}/across?round=${number}`
					}))
				),
				...[...new Set(signatories.map(({ slug }) => slug))]
					.filter((slug) => slug !== null)
					.map((slug) => ({ address: `/organisations/${slug}` }))
			];
		},

		/** A round with all its texts, for machines. @throws DomainError not-found */
		async roundAsJson(actor: Actor, number: number, origin: string) {
			return roundAsJson(await copyOf(actor, number), origin);
		},
		/** The same for a spreadsheet: a line for each section of each report. @throws DomainError not-found */
		async roundAsCsv(actor: Actor, number: number, origin: string) {
			return roundAsCsv(await copyOf(actor, number), origin);
		},
		/** What the page of one commitment shows, for a spreadsheet; null when nothing is published. @throws DomainError not-found */
		async acrossAsCsv(actor: Actor, origin: string, commitment: number, filter: AcrossFilter) {
			const found = await across(actor, commitment, filter);
			return found === null ? null : acrossAsCsv(found, origin);
		},
		reportAsHtml,
		reportAsText,
		reportAsJson,
		reportAsZip
	};

	/** @throws DomainError not-found */
	async function placeOf(
		actor: Actor,
		reportId: string
	): Promise<{ roundNumber: number; slug: string }> {
		const entry = (await catalogue(actor)).find((each) => each.reportId === reportId);
		if (entry === undefined) throw notFound();
		return entry;
	}
}
