// Everything that has been published, without the texts: which report, of whom, in which round and editions. What an
// open round holds is not in it, whoever asks, so nothing made from it can show a draft.
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { Store } from '#server/storage/store.ts';
import type { EditionRow } from '#server/storage/editions.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { Edition } from '../published-reports.ts';
import { reportTarget } from '../report-loading.ts';

export type RecordOrganisation = {
	id: string;
	name: string;
	shortName: string;
	/** In the address of its page. */
	slug: string | null;
	/** What kind of body it is: "NHS trust". */
	body: string;
	region: string;
};

export type PublishedEntry = {
	reportId: string;
	roundId: string;
	roundNumber: number;
	title: string;
	slug: string;
	isSample: boolean;
	/** Path of its page, which it keeps. */
	address: string;
	organisations: RecordOrganisation[];
	/** The newest, and its id. */
	edition: Edition;
	editionId: string;
	/** All that stand, newest first. */
	editions: Edition[];
};

/** @param sharing only reports that have an organisation in common with this one, itself among them */
export type Catalogue = (actor: Actor, sharing?: string) => Promise<PublishedEntry[]>;

export const addressOf = (roundNumber: number, slug: string): string =>
	`/rounds/${roundNumber}/reports/${slug}`;

export const toEdition = (row: EditionRow): Edition => ({
	number: row.number,
	publishedAt: row.published_at,
	note: row.note,
	sha256: row.sha256
});

/** An organisation as a row of it is stored. */
export const toOrganisation = (row: {
	id: string;
	name: string;
	short_name: string;
	slug: string | null;
	body: string;
	region: string;
}): RecordOrganisation => ({
	id: row.id,
	name: row.name,
	shortName: row.short_name,
	slug: row.slug,
	body: row.body,
	region: row.region
});

/** Names as people look for them; a database sorts capitals first. */
export const byName =
	<T>(nameOf: (each: T) => string) =>
	(one: T, other: T): number =>
		nameOf(one).localeCompare(nameOf(other), 'en-GB');

/** Newest round first, then by title. In a fixed number of queries, however much has been published. */
export function createCatalogue({ store, access }: { store: Store; access: Access }): Catalogue {
	return async function catalogue(actor, sharing) {
		const rows = await store.record.reports(sharing);
		const ids = rows.map(({ id }) => id);
		const [organisations, editions] = await Promise.all([
			store.record.organisationsOf(ids),
			store.editions.ofReports(ids)
		]);
		const organisationsOf = Map.groupBy(organisations, ({ report_id }) => report_id);
		const editionsOf = Map.groupBy(editions, ({ report_id }) => report_id);

		function toEntry(row: ReportWithRound): PublishedEntry[] {
			const own = (organisationsOf.get(row.id) ?? []).map(toOrganisation);
			const target = reportTarget(
				row,
				own.map(({ id }) => id)
			);
			const [newest, ...older] = editionsOf.get(row.id) ?? [];
			if (newest === undefined || !access.can(actor, 'report.read-published', target)) return [];
			return [
				{
					reportId: row.id,
					roundId: row.round_id,
					roundNumber: row.round_number,
					title: newest.title,
					slug: row.slug,
					isSample: row.is_sample === 1,
					address: addressOf(row.round_number, row.slug),
					organisations: own,
					edition: toEdition(newest),
					editionId: newest.id,
					editions: [newest, ...older].map(toEdition)
				}
			];
		}

		return rows
			.flatMap(toEntry)
			.sort(
				(one, other) =>
					other.roundNumber - one.roundNumber ||
					byName<PublishedEntry>(({ title }) => title)(one, other)
			);
	};
}
