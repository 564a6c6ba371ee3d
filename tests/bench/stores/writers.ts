// Three ways to put a batch of updates on the disk. Each answers when it is there to stay.
import { closeSync, fdatasync, mkdirSync, openSync, write } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { LogEntry } from '#server/domain/collaboration/document-store.ts';
import { migrate, openDatabase } from '#server/storage/database.ts';
import { createKyselyDocumentStore } from '#server/storage/document-store.kysely.ts';
import { createDocumentWriter } from '#server/storage/document-writer.ts';
import { documentQueries } from '#server/storage/documents.ts';

export type Writer = {
	append(entries: readonly LogEntry[]): Promise<unknown>;
	close(): Promise<void>;
};

/** Opens a writer in an empty folder, for the documents named. */
export type OpenWriter = (folder: string, documentNames: readonly string[]) => Promise<Writer>;

/** Nothing is kept: what the load and the measuring cost by themselves. */
const nowhere: OpenWriter = async () => ({ append: async () => {}, close: async () => {} });

/** Kysely and better-sqlite3 on the main thread: the loop stands still while the disk works. */
const sqliteOnMain: OpenWriter = async (folder, documentNames) => {
	const db = await databaseWith(folder, documentNames);
	const store = createKyselyDocumentStore(db);
	return { append: (entries) => store.append(entries), close: () => db.destroy() };
};

/** What the product does: better-sqlite3 in a thread of its own. */
const sqliteInWorker: OpenWriter = async (folder, documentNames) => {
	await (await databaseWith(folder, documentNames)).destroy();
	return createDocumentWriter(databaseFile(folder));
};

/** A file that only grows; write and fdatasync run in the thread pool. */
const journal: OpenWriter = async (folder) => {
	mkdirSync(folder, { recursive: true });
	const file = openSync(path.join(folder, 'journal'), 'a');
	const writeAll = promisify(write);
	const sync = promisify(fdatasync);
	return {
		async append(entries) {
			await writeAll(file, recordOf(entries));
			await sync(file);
		},
		close: async () => closeSync(file)
	};
};

export const writers = {
	nowhere,
	'sqlite-on-main': sqliteOnMain,
	'sqlite-in-worker': sqliteInWorker,
	journal
} satisfies Record<string, OpenWriter>;

export type WriterName = keyof typeof writers;

/** Who wrote what where and when, then the updates end to end. */
function recordOf(entries: readonly LogEntry[]): Buffer {
	const heads = entries.map(({ bytes, ...head }) => ({ ...head, length: bytes.length }));
	return Buffer.concat([Buffer.from(JSON.stringify(heads)), ...entries.map(({ bytes }) => bytes)]);
}

const databaseFile = (folder: string): string => path.join(folder, 'workspace.sqlite');

async function databaseWith(folder: string, documentNames: readonly string[]) {
	const { db } = openDatabase({ kind: 'sqlite', file: databaseFile(folder) });
	await migrate(db);
	const at = new Date().toISOString();
	await db.transaction().execute(async (transaction) => {
		const documents = documentQueries(transaction);
		for (const name of documentNames) await documents.create(name, 'note', at);
	});
	return db;
}
