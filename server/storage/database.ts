// Opens the database the configuration names and brings it to this program's schema.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely, SqliteAdapter, sql, type Dialect } from 'kysely';
import { Migrator, type Migration, type MigrationProvider } from 'kysely/migration';
import { postgresDialect } from './postgres.ts';
import { sqliteDialect } from './sqlite.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type Database = {
	db: Db;
	kind: 'sqlite' | 'postgres';
	/** The file was not closed in order when it was last used. */
	wasCutOff?: boolean;
};

const migrationsFolder = path.resolve(import.meta.dirname, '../../migrations');

/** Where the data lives: a SQLite file, or a PostgreSQL server. */
export type DatabaseLocation = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };

/** Opens lazily: nothing is touched until the first query. Close it with `db.destroy()`. */
export function openDatabase(location: DatabaseLocation): Database {
	const dialect: Dialect =
		location.kind === 'sqlite' ? sqliteDialect(location.file) : postgresDialect(location.url);
	// SQLite removes its write-ahead log when it closes a file.
	const wasCutOff = location.kind === 'sqlite' && existsSync(`${location.file}-wal`);
	return { db: new Kysely<Tables>({ dialect }), kind: location.kind, wasCutOff };
}

/** Migrations by file name; the folder is read when asked, so tests can point elsewhere. */
export function migrationsFrom(folder: string): MigrationProvider {
	return {
		async getMigrations() {
			const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
			const entries = names.map(async (name): Promise<[string, Migration]> => {
				const module = (await import(pathToFileURL(path.join(folder, name)).href)) as Migration;
				return [name.replace(/\.ts$/, ''), module];
			});
			return Object.fromEntries(await Promise.all(entries));
		}
	};
}

/** The database holds migrations this program does not know: it was written by a newer version. */
export class DatabaseTooNew extends Error {
	constructor(unknown: readonly string[]) {
		super(
			`The database was last used by a newer version of this program (it holds ${unknown.join(', ')}). ` +
				'Nothing was changed. Start that version, or restore a backup made before the upgrade.'
		);
		this.name = 'DatabaseTooNew';
	}
}

/** Applies what is missing, all or nothing. @returns the names of what was applied. @throws DatabaseTooNew */
export async function migrate(
	db: Db,
	provider: MigrationProvider = migrationsFrom(migrationsFolder)
): Promise<string[]> {
	const known = new Set(Object.keys(await provider.getMigrations()));
	const unknown = (await appliedMigrations(db)).filter((name) => !known.has(name));
	if (unknown.length > 0) throw new DatabaseTooNew(unknown);

	const { error, results } = await withoutForeignKeys(db, () =>
		new Migrator({ db, provider }).migrateToLatest()
	);
	if (error !== undefined) throw error;
	return (results ?? []).map((result) => result.migrationName);
}

/** A table of SQLite that others refer to can be made anew only while it does not look at references. */
async function withoutForeignKeys<T>(db: Db, work: () => Promise<T>): Promise<T> {
	if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return work();
	await sql`pragma foreign_keys = off`.execute(db);
	try {
		const done = await work();
		const { rows } = await sql`pragma foreign_key_check`.execute(db);
		if (rows.length > 0) throw new Error(`${rows.length} rows refer to what is not there`);
		return done;
	} finally {
		await sql`pragma foreign_keys = on`.execute(db);
	}
}

async function appliedMigrations(db: Db): Promise<string[]> {
	const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
	if (!tables.some((table) => table.name === 'kysely_migration')) return [];
	const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
	return rows.map((row) => row.name);
}
