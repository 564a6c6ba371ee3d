// SQLite through better-sqlite3: one file, written to the disk before we say so.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import {
	CompiledQuery,
	SqliteDialect,
	SqliteDriver,
	type DatabaseConnection,
	type SqliteDatabase,
	type SqliteStatement
} from 'kysely';

/** How long a statement waits for another writer's lock (our own other thread, a backup, the command line), in ms. */
const busyTimeout = 5_000;

/**
 * Opens the file as every connection of ours does.
 * @param file path of the database; its folder is made when missing.
 */
export function openSqliteFile(file: string): SQLite.Database {
	mkdirSync(path.dirname(file), { recursive: true });
	const database = new SQLite(file);
	database.pragma(`busy_timeout = ${busyTimeout}`);
	database.pragma('journal_mode = WAL');
	// FULL: a commit is on the disk when it returns. "Saved" is said on the strength of that.
	database.pragma('synchronous = FULL');
	database.pragma('foreign_keys = ON');
	// What is taken out is overwritten: a withdrawn testimony and an earlier count must not stand in the file.
	database.pragma('secure_delete = ON');
	return database;
}

/** @param file path of the database; its folder is made when missing. */
export function sqliteDialect(file: string): SqliteDialect {
	return new ImmediateDialect({ database: async () => withKeptStatements(openSqliteFile(file)) });
}

/** Statements kept ready: all of ours, and room for lists of different lengths. */
const mostStatements = 500;

/** Compiling a statement takes longer than running most of them. */
function withKeptStatements(database: SQLite.Database): SqliteDatabase {
	const statements = new Map<string, SqliteStatement>();
	return {
		prepare(sql) {
			const kept = statements.get(sql);
			if (kept !== undefined) return kept;
			const statement = database.prepare(sql);
			statements.set(sql, statement);
			for (const oldest of statements.keys()) {
				if (statements.size <= mostStatements) break;
				statements.delete(oldest);
			}
			return statement;
		},
		close: () => void database.close()
	};
}

class ImmediateDialect extends SqliteDialect {
	readonly #config: ConstructorParameters<typeof SqliteDialect>[0];

	constructor(config: ConstructorParameters<typeof SqliteDialect>[0]) {
		super(config);
		this.#config = config;
	}

	override createDriver(): SqliteDriver {
		return new ImmediateDriver(this.#config);
	}
}

/**
 * Takes the write lock when a transaction begins. One that reads first and writes later would be refused, without
 * waiting, whenever the writer of updates has committed in between.
 */
class ImmediateDriver extends SqliteDriver {
	override async beginTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw('begin immediate'));
	}
}
