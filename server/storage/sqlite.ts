// SQLite through better-sqlite3: one file, one connection, written to the disk before we say so.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { SqliteDialect } from 'kysely';

/** How long a statement waits for another process's lock (a backup, the command line), in milliseconds. */
const busyTimeout = 5_000;

/** @param file path of the database; its folder is made when missing. */
export function sqliteDialect(file: string): SqliteDialect {
	return new SqliteDialect({
		database: async () => {
			mkdirSync(path.dirname(file), { recursive: true });
			const database = new SQLite(file);
			database.pragma(`busy_timeout = ${busyTimeout}`);
			database.pragma('journal_mode = WAL');
			// FULL: a commit is on the disk when it returns. "Saved" is said on the strength of that.
			database.pragma('synchronous = FULL');
			database.pragma('foreign_keys = ON');
			return database;
		}
	});
}
