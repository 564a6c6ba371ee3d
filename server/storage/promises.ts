// Queries on promises: the Next Steps of an earlier report, and what came of them.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type PromiseRow = Tables['promises'];
export type PromiseQueries = ReturnType<typeof promiseQueries>;

export const promiseQueries = (db: Db) => ({
	/** Promises these reports have to answer, in the order in which they were made. */
	async ofReports(reportIds: readonly string[]): Promise<PromiseRow[]> {
		if (reportIds.length === 0) return [];
		return db
			.selectFrom('promises')
			.selectAll()
			.where('report_id', 'in', reportIds)
			.orderBy('from_report_id')
			.orderBy('position')
			.execute();
	},
	/** The same with where each was made, and who has answered it. */
	async withOrigin(reportIds: readonly string[]) {
		if (reportIds.length === 0) return [];
		return db
			.selectFrom('promises')
			.innerJoin('reports as made', 'made.id', 'promises.from_report_id')
			.innerJoin('rounds', 'rounds.id', 'made.round_id')
			.leftJoin('editions', 'editions.id', 'promises.from_edition_id')
			.leftJoin('members', 'members.id', 'promises.answered_by')
			.selectAll('promises')
			.select([
				'made.title as from_title',
				'made.slug as from_slug',
				'rounds.number as from_round',
				'editions.number as from_edition',
				'members.name as answerer_name'
			])
			.where('promises.report_id', 'in', reportIds)
			.orderBy('promises.from_report_id')
			.orderBy('promises.position')
			.execute();
	},
	byId(id: string): Promise<PromiseRow | undefined> {
		return db.selectFrom('promises').selectAll().where('id', '=', id).executeTakeFirst();
	},
	async add(rows: readonly PromiseRow[]): Promise<void> {
		if (rows.length === 0) return;
		await db.insertInto('promises').values(rows).execute();
	},
	async answer(
		id: string,
		answer: Pick<
			PromiseRow,
			'outcome' | 'explanation' | 'section_key' | 'answered_by' | 'answered_at'
		>
	): Promise<void> {
		await db.updateTable('promises').set(answer).where('id', '=', id).execute();
	}
});
