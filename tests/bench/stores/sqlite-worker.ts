// The thread of the writer `sqlite-in-worker`: one transaction a message, with the check the store makes for gaps.
import { parentPort, workerData } from 'node:worker_threads';
import SQLite from 'better-sqlite3';
import type { PackedBatch } from './packed-batch.ts';

const { file } = workerData as { file: string };
const database = new SQLite(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.pragma('foreign_keys = ON');

const lastSeq = database
	.prepare<[string], number | null>('select max(seq) from document_updates where document_name = ?')
	.pluck();
const insert = database.prepare(
	'insert into document_updates (document_name, seq, member_id, at, bytes) values (?, ?, ?, ?, ?)'
);

const writeBatch = database.transaction(({ heads, bytes }: PackedBatch) => {
	const lasts = new Map<string, number>();
	let offset = 0;
	for (const [documentName, seq, memberId, at, length] of heads) {
		const last = lasts.get(documentName) ?? lastSeq.get(documentName) ?? 0;
		if (seq !== last + 1) throw new Error(`a gap in ${documentName}`);
		lasts.set(documentName, seq);
		insert.run(documentName, seq, memberId, at, bytes.subarray(offset, offset + length));
		offset += length;
	}
});

parentPort?.on('message', (batch: PackedBatch) => {
	writeBatch(batch);
	parentPort?.postMessage(null);
});
