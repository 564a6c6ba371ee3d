// Records of sessions can be found. As in migration 22, triggers note in the transaction that makes a change what is to
// be read again; every command changes a session's row, so only what its record or its readers change by counts.
import { SqliteAdapter, sql, type Kysely } from 'kysely';

const only = ['state', 'title', 'purpose', 'readers', 'group_id', 'cancelled_at'];
const isDistinct = only
	.map((column) => `old.${column} is distinct from new.${column}`)
	.join(' or ');

export async function up(db: Kysely<unknown>): Promise<void> {
	const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
	for (const change of ['insert', 'update'] as const) {
		const when = change === 'update' ? `when (${isDistinct})` : '';
		const trigger = `create trigger search_marks_live_sessions_${change} after ${change} on live_sessions`;
		await sql
			.raw(
				isSqlite
					? `${trigger} ${when} begin
							insert into search_pending (kind, subject_id) values ('session', new.id);
						end`
					: `${trigger} for each row ${when} execute function search_mark('session', 'id')`
			)
			.execute(db);
	}
	await sql`insert into search_pending (kind, subject_id)
		select 'session', id from live_sessions where state = 'closed' order by id`.execute(db);
}
