// Three ways to put a batch of updates on the disk. Each answers when it is there to stay.
import { closeSync, fdatasync, mkdirSync, openSync, write } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { LogEntry } from '#server/domain/collaboration/document-store.ts';
import { migrate, openDatabase } from '#server/storage/database.ts';
import { createKyselyDocumentStore } from '#server/storage/document-store.kysely.ts';
import { documentQueries } from '#server/storage/documents.ts';
import { packBatch } from './packed-batch.ts';

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

/** better-sqlite3 in a thread of its own, a batch a message. */
const sqliteInWorker: OpenWriter = async (folder, documentNames) => {
	await (await databaseWith(folder, documentNames)).destroy();
	const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), {
		workerData: { file: databaseFile(folder) }
	});
	const answered: (() => void)[] = [];
	worker.on('message', () => answered.shift()?.());
	worker.on('error', (error) => {
		throw error;
	});
	return {
		append(entries) {
			const batch = packBatch(entries);
			worker.postMessage(batch, [batch.bytes.buffer]);
			return new Promise<void>((resolve) => answered.push(resolve));
		},
		async close() {
			await worker.terminate();
		}
	};
};

/** A file that only grows; write and fdatasync run in the thread pool. */
const journal: OpenWriter = async (folder) => {
	mkdirSync(folder, { recursive: true });
	const file = openSync(path.join(folder, 'journal'), 'a');
	const writeAll = promisify(write);
	const sync = promisify(fdatasync);
	return {
		async append(entries) {
			const { heads, bytes } = packBatch(entries);
			await writeAll(file, Buffer.concat([Buffer.from(JSON.stringify(heads)), bytes]));
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
