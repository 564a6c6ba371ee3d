// Queries on the intention to publish a report, and each change of it.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type IntentionRow = Tables['report_intentions'];
export type IntentionQueries = ReturnType<typeof intentionQueries>;

export const intentionQueries = (db: Db) => ({
	/** With who recorded each, oldest first. */
	async ofReports(reportIds: readonly string[]) {
		if (reportIds.length === 0) return [];
		return db
			.selectFrom('report_intentions')
			.leftJoin('members', 'members.id', 'report_intentions.member_id')
			.selectAll('report_intentions')
			.select('members.name as member_name')
			.where('report_intentions.report_id', 'in', reportIds)
			.orderBy('report_intentions.at')
			.orderBy('report_intentions.id')
			.execute();
	},
	async add(rows: readonly IntentionRow[]): Promise<void> {
		if (rows.length === 0) return;
		await db.insertInto('report_intentions').values(rows).execute();
	}
});
