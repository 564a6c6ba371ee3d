// What the database keeps of rows that were changed or taken out, gone from its files.
import { SqliteAdapter, sql } from 'kysely';
import type { Db } from './database.ts';

export type TraceQueries = ReturnType<typeof traceQueries>;

export const traceQueries = (db: Db) => ({
	/**
	 * Lets go of earlier states of polls, posts and sessions: on SQLite those in the write-ahead log (in the file itself they are
	 * overwritten at once, see sqlite.ts), on PostgreSQL the dead rows. Call it when the transaction is done.
	 */
	async wipe(): Promise<void> {
		await (
			db.getExecutor().adapter instanceof SqliteAdapter
				? sql`pragma wal_checkpoint(truncate)`
				: sql`vacuum polls, poll_voters, posts, post_revisions, live_session_cards,
						live_session_ballots, live_session_polls, live_sessions`
		).execute(db);
	}
});
