// Reports as they were published: an edition's words never change, whatever becomes of the draft behind them.
import { notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { Store } from '#server/storage/store.ts';
import type { EditionSectionRow } from '#server/storage/editions.ts';
import type { ReportOrganisation } from './report-loading.ts';
import { reportTarget } from './report-loading.ts';
import type { PublishedHashes } from './report-view.ts';
import type { Round, Rounds } from './rounds.ts';

export type Edition = {
	number: number;
	publishedAt: string;
	/** What a correction corrects; null for the first. */
	note: string | null;
	sha256: string;
};

export type PublishedSection = Pick<
	EditionSectionRow,
	'key' | 'title' | 'commitment' | 'wording' | 'sha256' | 'canonical' | 'html' | 'text' | 'words'
>;

export type PublishedReport = {
	id: string;
	title: string;
	slug: string;
	isSample: boolean;
	round: Round;
	organisations: ReportOrganisation[];
	edition: Edition;
	/** All that stand, newest first. */
	editions: Edition[];
	sections: PublishedSection[];
};

export type PublishedReportsDeps = { store: Store; access: Access; rounds: Rounds };

export type PublishedReports = ReturnType<typeof createPublishedReports>;

export function createPublishedReports({ store, access, rounds }: PublishedReportsDeps) {
	return {
		/** @param number of the edition; left out: the newest. @throws DomainError not-found */
		async byAddress(
			actor: Actor,
			roundNumber: number,
			slug: string,
			number?: number
		): Promise<PublishedReport> {
			const round = await rounds.byNumber(actor, roundNumber);
			const row = await store.rounds.reportBySlug(round.id, slug);
			if (row === undefined) throw notFound();
			const [organisations, editions] = await Promise.all([
				store.rounds.organisationsOf([row.id]),
				store.editions.ofReports([row.id])
			]);
			const target = reportTarget(
				row,
				organisations.map(({ id }) => id)
			);
			const edition =
				number === undefined ? editions[0] : editions.find((each) => each.number === number);
			if (!access.can(actor, 'report.read-published', target) || edition === undefined) {
				throw notFound();
			}
			const toEdition = (each: typeof edition): Edition => ({
				number: each.number,
				publishedAt: each.published_at,
				note: each.note,
				sha256: each.sha256
			});
			return {
				id: row.id,
				title: edition.title,
				slug: row.slug,
				isSample: row.is_sample === 1,
				round,
				organisations: organisations.map(({ id, name, short_name }) => ({
					id,
					name,
					shortName: short_name
				})),
				edition: toEdition(edition),
				editions: editions.map(toEdition),
				sections: await store.editions.sectionsOf([edition.id])
			};
		},

		/** Fingerprints and lengths of the newest editions, by report. */
		async hashes(reportIds: readonly string[]): Promise<Map<string, PublishedHashes>> {
			const editions = await store.editions.ofReports(reportIds);
			const newest = editions.filter(
				(edition) => edition === editions.find(({ report_id }) => report_id === edition.report_id)
			);
			const sections = await store.editions.hashesOf(newest.map(({ id }) => id));
			return new Map(
				newest.map(({ id, report_id, sha256 }) => [
					report_id,
					{
						sha256,
						sections: new Map(
							sections
								.filter(({ edition_id }) => edition_id === id)
								.map(({ key, sha256, words }) => [key, { sha256, words }])
						)
					}
				])
			);
		}
	};
}
