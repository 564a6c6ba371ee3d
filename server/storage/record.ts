// Queries on the public record: what has been published, by whom, and what became of what was promised in it.
import type { OrganisationRow } from './accounts.ts';
import type { Db } from './database.ts';
import type { PromiseRow } from './promises.ts';
import { reportsWithRound, type ReportWithRound } from './rounds.ts';

export type RecordQueries = ReturnType<typeof recordQueries>;

export const recordQueries = (db: Db) => ({
	/** Published reports of published rounds, newest round first.
	 *  @param sharing only those that have an organisation in common with this report, itself among them */
	reports(sharing?: string): Promise<ReportWithRound[]> {
		return reportsWithRound(db)
			.where('rounds.state', '=', 'published')
			.where('reports.state', '=', 'published')
			.$if(sharing !== undefined, (query) =>
				query.where('reports.id', 'in', (inner) =>
					inner
						.selectFrom('report_organisations as own')
						.innerJoin(
							'report_organisations as other',
							'other.organisation_id',
							'own.organisation_id'
						)
						.select('other.report_id')
						.where('own.report_id', '=', sharing ?? '')
				)
			)
			.orderBy('rounds.number', 'desc')
			.orderBy('reports.title')
			.execute();
	},
	/** With what a public page says of each organisation, in the order in which each report names them. */
	async organisationsOf(reportIds: readonly string[]) {
		if (reportIds.length === 0) return [];
		return db
			.selectFrom('report_organisations')
			.innerJoin('organisations', 'organisations.id', 'report_organisations.organisation_id')
			.select([
				'report_organisations.report_id',
				'organisations.id',
				'organisations.name',
				'organisations.short_name',
				'organisations.slug',
				'organisations.body',
				'organisations.region'
			])
			.where('report_organisations.report_id', 'in', reportIds)
			.orderBy('report_organisations.position')
			.execute();
	},
	async organisationBySlug(slug: string): Promise<OrganisationRow | undefined> {
		return db.selectFrom('organisations').selectAll().where('slug', '=', slug).executeTakeFirst();
	},
	/** Organisations of which published rounds expected a report, by name. */
	expected() {
		return db
			.selectFrom('round_organisations')
			.innerJoin('rounds', 'rounds.id', 'round_organisations.round_id')
			.innerJoin('organisations', 'organisations.id', 'round_organisations.organisation_id')
			.select([
				'round_organisations.round_id',
				'organisations.id',
				'organisations.name',
				'organisations.short_name',
				'organisations.slug',
				'organisations.body',
				'organisations.region'
			])
			.where('rounds.state', '=', 'published')
			.orderBy('organisations.name')
			.execute();
	},
	/** One section of each of these editions. */
	async sectionsOf(editionIds: readonly string[], key: string) {
		if (editionIds.length === 0) return [];
		return db
			.selectFrom('edition_sections')
			.selectAll()
			.where('edition_id', 'in', editionIds)
			.where('key', '=', key)
			.execute();
	},
	/** Which sections these editions have, and how much is written in each, in page order. */
	async sectionLengths(editionIds: readonly string[]) {
		if (editionIds.length === 0) return [];
		return db
			.selectFrom('edition_sections')
			.select(['edition_id', 'key', 'title', 'commitment', 'words'])
			.where('edition_id', 'in', editionIds)
			.orderBy('position')
			.execute();
	},
	/** The promises a report made that later ones have to answer, in its own order. */
	async promisesFrom(reportId: string): Promise<PromiseRow[]> {
		return db
			.selectFrom('promises')
			.selectAll()
			.where('from_report_id', '=', reportId)
			.orderBy('position')
			.execute();
	}
});
