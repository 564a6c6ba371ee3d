// The thread that writes updates and snapshots to SQLite; see document-writer.ts.
import { workerData } from 'node:worker_threads';
import { answerWith } from '#server/kernel/thread.ts';
import {
	headLength,
	type PackedBatch,
	type WriterAnswer,
	type WriterRequest
} from './document-writer.ts';
import { openSqliteFile } from './sqlite.ts';

const { file } = workerData as { file: string };
const database = openSqliteFile(file);
// Whether the document exists is asked once a batch, below, rather than by the database for each update.
database.pragma('foreign_keys = OFF');

/** No row: no such document. */
const lastSeqOf = database
	.prepare<[string], number>(
		`select coalesce((select max(seq) from document_updates where document_name = name), 0)
		 from documents where name = ?`
	)
	.pluck();
const bytesAt = database
	.prepare<[string, number], Buffer>(
		'select bytes from document_updates where document_name = ? and seq = ?'
	)
	.pluck();
const insert = database.prepare<[string, number, string | null, string, Uint8Array]>(
	'insert into document_updates (document_name, seq, member_id, at, bytes) values (?, ?, ?, ?, ?)'
);
const replaceSnapshot = database.prepare<[string, number, string, Uint8Array]>(
	`insert into document_snapshots (document_name, seq, at, bytes) values (?, ?, ?, ?)
	 on conflict (document_name) do update set seq = excluded.seq, at = excluded.at, bytes = excluded.bytes
	 where document_snapshots.seq < excluded.seq`
);

/** Another writer has been at the log. */
class Conflict extends Error {}

const append = database.transaction((batch: PackedBatch): void => {
	const { documentNames, memberIds, times, heads, bytes } = batch;
	const lasts = documentNames.map((name) => lastSeqOf.get(name));
	let start = 0;
	for (let head = 0; head < heads.length; head += headLength) {
		const [document = 0, seq = 0, member = 0, time = 0, end = 0] = heads.subarray(
			head,
			head + headLength
		);
		const name = documentNames[document] ?? '';
		const last = lasts[document];
		if (last === undefined) throw new Error(`no document ${name}`);
		const update = bytes.subarray(start, end);
		start = end;
		if (seq <= last) {
			// Rare: an earlier try may have been committed though its answer got lost.
			if (bytesAt.get(name, seq)?.equals(update) !== true) throw new Conflict();
			continue;
		}
		if (seq !== last + 1) throw new Conflict();
		lasts[document] = seq;
		insert.run(name, seq, memberIds[member] ?? null, times[time] ?? '', update);
	}
});

answerWith((request: WriterRequest): WriterAnswer => {
	switch (request.type) {
		case 'append':
			try {
				append.immediate(request.batch);
			} catch (error) {
				if (error instanceof Conflict) return 'conflict';
				throw error;
			}
			break;
		case 'snapshot': {
			const { documentName, seq, at, bytes } = request;
			replaceSnapshot.run(documentName, seq, at, bytes);
			break;
		}
		case 'close':
			database.close();
			break;
	}
	return 'stored';
});
