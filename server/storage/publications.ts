// Queries on going public: rounds that are due, what became of each report, acceptances, corrections.
import type { Db } from './database.ts';
import type { ReportRow, RoundRow } from './rounds.ts';
import type { Tables } from './tables.ts';

export type PublicationRow = Tables['round_publications'];
export type AcceptanceRow = Tables['finding_acceptances'];
export type CorrectionRow = Tables['corrections'];
export type PublicationQueries = ReturnType<typeof publicationQueries>;

export const publicationQueries = (db: Db) => ({
	/** Open rounds, the next to be published first. */
	openRounds(): Promise<RoundRow[]> {
		return db
			.selectFrom('rounds')
			.selectAll()
			.where('state', '=', 'open')
			.orderBy('publishes_at')
			.execute();
	},
	/** Moves a round from one state to the other; false when it was not in the first. */
	async moveRound(id: string, from: RoundRow['state'], to: RoundRow['state']): Promise<boolean> {
		const { numUpdatedRows } = await db
			.updateTable('rounds')
			.set({ state: to })
			.where('id', '=', id)
			.where('state', '=', from)
			.executeTakeFirst();
		return numUpdatedRows > 0n;
	},
	async setReport(
		id: string,
		change: Partial<Pick<ReportRow, 'state' | 'published_at' | 'correcting_since'>>
	): Promise<void> {
		await db.updateTable('reports').set(change).where('id', '=', id).execute();
	},

	async add(row: PublicationRow): Promise<void> {
		await db.insertInto('round_publications').values(row).execute();
	},
	/** Newest first. */
	ofRound(roundId: string): Promise<PublicationRow[]> {
		return db
			.selectFrom('round_publications')
			.selectAll()
			.where('round_id', '=', roundId)
			.orderBy('published_at', 'desc')
			.execute();
	},
	/** What became of each report, by title. */
	async reportsOf(publicationIds: readonly string[]) {
		if (publicationIds.length === 0) return [];
		return db
			.selectFrom('round_publication_reports')
			.innerJoin('reports', 'reports.id', 'round_publication_reports.report_id')
			.selectAll('round_publication_reports')
			.select(['reports.title', 'reports.slug'])
			.where('publication_id', 'in', publicationIds)
			.orderBy('reports.title')
			.execute();
	},
	async addReports(rows: readonly Tables['round_publication_reports'][]): Promise<void> {
		if (rows.length > 0) {
			await db.insertInto('round_publication_reports').values(rows).execute();
		}
	},
	async withdraw(
		id: string,
		change: Pick<PublicationRow, 'withdrawn_at' | 'withdrawn_by' | 'reason'>
	): Promise<void> {
		await db.updateTable('round_publications').set(change).where('id', '=', id).execute();
	},
	/** Takes back every edition of these reports that stands. */
	async withdrawEditions(reportIds: readonly string[], at: string): Promise<void> {
		if (reportIds.length === 0) return;
		await db
			.updateTable('editions')
			.set({ withdrawn_at: at })
			.where('report_id', 'in', reportIds)
			.where('withdrawn_at', 'is', null)
			.execute();
	},
	/** Published before there were editions. */
	reportsWithoutEdition(): Promise<{ id: string }[]> {
		return db
			.selectFrom('reports')
			.select('id')
			.where('state', '=', 'published')
			.where((e) =>
				e.not(
					e.exists(
						e
							.selectFrom('editions')
							.select('editions.id')
							.whereRef('editions.report_id', '=', 'reports.id')
					)
				)
			)
			.execute();
	},

	/** Where the public record can be read: the slugs of published reports by round. */
	publicReports(): Promise<{ number: number; slug: string }[]> {
		return db
			.selectFrom('reports')
			.innerJoin('rounds', 'rounds.id', 'reports.round_id')
			.select(['rounds.number', 'reports.slug'])
			.where('reports.state', '=', 'published')
			.execute();
	},
	async acceptances(reportIds: readonly string[]) {
		if (reportIds.length === 0) return [];
		return db
			.selectFrom('finding_acceptances')
			.innerJoin('members', 'members.id', 'finding_acceptances.accepted_by')
			.selectAll('finding_acceptances')
			.select('members.name as member_name')
			.where('report_id', 'in', reportIds)
			.execute();
	},
	async addAcceptance(row: AcceptanceRow): Promise<void> {
		await db.insertInto('finding_acceptances').values(row).execute();
	},
	async removeAcceptance(reportId: string, finding: string): Promise<boolean> {
		const { numDeletedRows } = await db
			.deleteFrom('finding_acceptances')
			.where('report_id', '=', reportId)
			.where('finding', '=', finding)
			.executeTakeFirst();
		return numDeletedRows > 0n;
	},

	/** Newest first, with the name of who began it. */
	correctionsOf(reportId: string) {
		return db
			.selectFrom('corrections')
			.leftJoin('members', 'members.id', 'corrections.started_by')
			.selectAll('corrections')
			.select('members.name as starter_name')
			.where('report_id', '=', reportId)
			.orderBy('started_at', 'desc')
			.execute();
	},
	async addCorrection(row: CorrectionRow): Promise<void> {
		await db.insertInto('corrections').values(row).execute();
	},
	async setCorrectionNote(reportId: string, note: string): Promise<void> {
		await db
			.updateTable('corrections')
			.set({ note })
			.where('report_id', '=', reportId)
			.where('ended_at', 'is', null)
			.execute();
	},
	/** Ends what corrections of these reports are being written. */
	async endCorrections(
		reportIds: readonly string[],
		end: Pick<CorrectionRow, 'outcome' | 'ended_by' | 'ended_at'>
	): Promise<void> {
		if (reportIds.length === 0) return;
		await db
			.updateTable('corrections')
			.set(end)
			.where('report_id', 'in', reportIds)
			.where('ended_at', 'is', null)
			.execute();
	}
});
