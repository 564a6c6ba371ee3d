// Every storage test runs on both databases: a real SQLite file, and PostgreSQL's own engine through PGlite.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { describe } from 'vitest';
import { migrate, openDatabase, type Db } from '#server/storage/database.ts';
import { createStore, type Store } from '#server/storage/store.ts';
import type { Tables } from '#server/storage/tables.ts';

export type Opened = { db: Db; store: Store; close(): Promise<void> };
export type DialectName = 'SQLite' | 'PostgreSQL';

/** A fresh, migrated SQLite database in a file of its own. */
export async function openSqlite(): Promise<Opened & { file: string }> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'workspace-test-'));
	const file = path.join(folder, 'workspace.sqlite');
	const { db } = openDatabase({ kind: 'sqlite', file });
	await migrate(db);
	return {
		db,
		file,
		store: createStore(db),
		async close() {
			await db.destroy();
			await rm(folder, { recursive: true, force: true });
		}
	};
}

/** A fresh, migrated PostgreSQL database in memory. */
export async function openPglite(): Promise<Opened> {
	// As server/storage/postgres.ts does: int8 as a number.
	const pglite = await PGlite.create({ parsers: { 20: Number } });
	const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
	await migrate(db);
	return { db, store: createStore(db), close: () => db.destroy() };
}

/** Runs the same tests on each dialect. */
export function forEachDialect(
	tests: (name: DialectName, open: () => Promise<Opened>) => void
): void {
	const dialects: [DialectName, () => Promise<Opened>][] = [
		['SQLite', openSqlite],
		['PostgreSQL', openPglite]
	];
	for (const [name, open] of dialects) {
		describe(`on ${name}`, () => {
			tests(name, open);
		});
	}
}
