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
	}
});
