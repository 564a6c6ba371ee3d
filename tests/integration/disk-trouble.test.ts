// [F21] A real SQLite file that cannot be written for a while: locked by another process, full, read-only. The store
// says so, writes nothing by halves, and works again when it can. Then the same for a whole server with people in it
// (C34): what they write is kept, called saved and shown to others when it is on the disk, and not before.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { messageType } from '#shared/collab-protocol.ts';
import { migrate, openDatabase, type Db } from '#server/storage/database.ts';
import { createKyselyDocumentStore } from '#server/storage/document-store.kysely.ts';
import { documentQueries } from '#server/storage/documents.ts';
import { createDocumentWriter } from '#server/storage/document-writer.ts';
import type { LogEntry } from '#server/domain/collaboration/document-store.ts';
import { startApp } from '../support/app.ts';
import { collabClient, newDocument, until } from '../support/collab-client.ts';
import { openSocket } from '../support/socket-client.ts';

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

test('[F21] the thread that writes says so too, and works again when the file does', async () => {
	const writer = createDocumentWriter(file);
	const batch = [entry(1), entry(2, 100_000), entry(3)];
	await sql.raw(refusing).execute(db);
	await expect(writer.append(batch)).rejects.toThrow('full');
	expect((await createKyselyDocumentStore(db).load('a'))?.tail).toEqual([]);
	await sql`drop trigger refusing`.execute(db);
	expect(await writer.append(batch)).toBe('stored');
	expect((await createKyselyDocumentStore(db).load('a'))?.tail).toHaveLength(3);
	await writer.close();
});

/** A fault in the file itself: it takes the first update of a batch and refuses the second. */
const refusing = `create trigger refusing before insert on document_updates when new.seq > 1
	begin select raise(abort, 'database or disk is full'); end`;

describe('[F21] a server whose disk refuses for a while', () => {
	const faults: [name: string, begin: (other: SQLite.Database) => void, end: string][] = [
		['is full', (other) => other.exec(refusing), 'drop trigger refusing'],
		// Longer than the writing thread waits for a lock.
		['is locked by another process', (other) => other.exec('begin immediate'), 'rollback']
	];
	test.each(faults)(
		'C34 that %s says so to its people, and calls nothing saved before it is',
		{ timeout: 90_000 },
		async (_, begin, end) => {
			const app = await startApp();
			const token = await app.token('leeds.drafter@demo.test');
			const documentName = await newDocument(app, token);
			let typed = 0;
			const writer = collabClient(app, token, documentName, () => typed);
			const watcher = collabClient(app, token, documentName);
			const bare = await openSocket(`${app.wsOrigin}/collab/${documentName}`, { bearer: token });
			for (const client of [writer, watcher]) await until(client, () => client.provider.synced);
			const type = (): void => {
				typed++;
				writer.doc.getText('text').insert(0, 'x');
			};
			const told = (value: number): boolean =>
				bare.messages.some(([type, said]) => type === messageType.saveTrouble && said === value);
			type();
			await until(writer, () => writer.saved() === 1);

			const other = new SQLite(path.join(app.dataDir, 'workspace.sqlite'));
			begin(other);
			type();
			await until(writer, () => told(1));
			type();
			expect(writer.saved()).toBe(1);
			expect(watcher.doc.getText('text').length).toBe(1);
			// Nobody is kept from reading meanwhile.
			expect((await fetch(`${app.origin}/api/v1/rounds`)).status).toBe(200);

			other.exec(end);
			other.close();
			await until(writer, () => writer.saved() === 3 && told(0));
			await until(watcher, () => watcher.doc.getText('text').length === 3);
			const metrics = await (await fetch(`${app.origin}/metrics`)).text();
			expect(metrics).toMatch(/workspace_commit_failures_total [1-9]/);
			writer.destroy();
			watcher.destroy();
			bare.socket.terminate();
			await app.stop();
		}
	);
});
