// [F21] A real SQLite file that cannot be written for a while: locked by another process, full, read-only. The store
// says so, writes nothing by halves, and works again when it can; the rooms' part in this is C34.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, openDatabase, type Db } from '#server/storage/database.ts';
import { createKyselyDocumentStore } from '#server/storage/document-store.kysely.ts';
import { documentQueries } from '#server/storage/documents.ts';
import type { LogEntry } from '#server/domain/collaboration/document-store.ts';

let folder: string;
let file: string;
let db: Db;

beforeEach(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'workspace-disk-'));
	file = path.join(folder, 'workspace.sqlite');
	({ db } = openDatabase({ kind: 'sqlite', file }));
	await migrate(db);
	await documentQueries(db).create('a', 'report', '2026-11-23T10:00:00.000Z');
	// Waiting for a lock is not what is tried here.
	await sql`pragma busy_timeout = 20`.execute(db);
});
afterEach(async () => {
	await db.destroy();
	await rm(folder, { recursive: true, force: true });
});

const entry = (seq: number, size = 1): LogEntry => ({
	documentName: 'a',
	seq,
	memberId: null,
	at: '2026-11-23T10:00:00.000Z',
	bytes: new Uint8Array(size).fill(seq)
});

const troubles: [name: string, begin: () => Promise<() => Promise<void>>][] = [
	[
		'locked by another process',
		async () => {
			const other = new SQLite(file);
			other.exec('begin immediate');
			return async () => {
				other.exec('rollback');
				other.close();
			};
		}
	],
	[
		'full',
		async () => {
			const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
			await sql.raw(`pragma max_page_count = ${rows[0]?.page_count ?? 1}`).execute(db);
			return async () => {
				await sql`pragma max_page_count = 1000000`.execute(db);
			};
		}
	],
	[
		'read-only',
		async () => {
			await sql`pragma query_only = 1`.execute(db);
			return async () => {
				await sql`pragma query_only = 0`.execute(db);
			};
		}
	]
];

test.each(troubles)(
	'[F21] while the file is %s nothing is written by halves, and then all of it',
	async (_, begin) => {
		const store = createKyselyDocumentStore(db);
		const batch = [entry(1), entry(2, 100_000), entry(3)];
		const end = await begin();
		await expect(store.append(batch)).rejects.toThrow(/locked|full|readonly/);
		await expect(store.append(batch)).rejects.toThrow(/locked|full|readonly/);
		expect(await store.lastSeq('a')).toBe(0);
		await end();
		expect(await store.append(batch)).toBe('stored');
		const log = await store.readLog('a', 0, 10);
		expect(log.map(({ seq, bytes }) => [seq, bytes.length])).toEqual([
			[1, 1],
			[2, 100_000],
			[3, 1]
		]);
	}
);
