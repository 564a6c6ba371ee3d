// Who did what, when: written in the same transaction as the change it tells of.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type AuditRow = Tables['audit'];
export type AuditQueries = ReturnType<typeof auditQueries>;

export const auditQueries = (db: Db) => ({
	async add(row: AuditRow): Promise<void> {
		await db.insertInto('audit').values(row).execute();
	},
	/** Newest first. */
	list(limit: number): Promise<AuditRow[]> {
		return db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit).execute();
	}
});
