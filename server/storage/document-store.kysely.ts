// The document store over a database. A batch of many documents' updates is one transaction, so one wait for the disk.
import type { DocumentStore, LogEntry } from '#server/domain/collaboration/document-store.ts';
import type { Db } from './database.ts';
import { documentQueries, type DocumentUpdateRow } from './documents.ts';

export function createKyselyDocumentStore(db: Db): DocumentStore {
	const documents = documentQueries(db);

	return {
		async load(documentName) {
			const document = await documents.byName(documentName);
			if (document === undefined) return null;
			// The snapshot first: the log is never cut, so whatever comes after it is complete.
			const snapshot = (await documents.snapshot(documentName)) ?? null;
			const tail = await documents.updatesAfter(documentName, snapshot?.seq ?? 0);
			return { schemaVersion: document.schema_version, snapshot, tail };
		},

		async lastSeq(documentName) {
			const last = (await documents.lastSeqs([documentName])).get(documentName);
			if (last !== undefined) return last;
			return (await documents.byName(documentName)) === undefined ? null : 0;
		},

		append: (entries) =>
			db.transaction().execute(async (transaction) => {
				const inside = documentQueries(transaction);
				const firsts = firstOfEach(entries);
				const lasts = await inside.lastSeqs([...firsts.keys()]);
				const continues = [...firsts].every(
					([name, first]) => (lasts.get(name) ?? 0) === first.seq - 1
				);
				if (continues) {
					await inside.appendToLogs(entries.map(toRow));
					return 'stored';
				}
				// Rare: an earlier try may have been committed though its answer got lost.
				const missing: LogEntry[] = [];
				for (const [name, first] of firsts) {
					const own = entries.filter((entry) => entry.documentName === name);
					const stored = await inside.updatesAfter(name, first.seq - 1);
					const isSame = stored.every(
						(row, index) => own[index] !== undefined && isEqual(row.bytes, own[index].bytes)
					);
					const isGap = stored.length === 0 && (lasts.get(name) ?? 0) !== first.seq - 1;
					if (!isSame || isGap) return 'conflict';
					missing.push(...own.slice(stored.length));
				}
				await inside.appendToLogs(missing.map(toRow));
				return 'stored';
			}),

		saveSnapshot: ({ documentName, seq, at, bytes }) =>
			documents.saveSnapshot({ document_name: documentName, seq, at, bytes }),

		async readLog(documentName, after, limit) {
			return (await documents.updatesAfter(documentName, after, limit)).map(toEntry);
		}
	};
}

function firstOfEach(entries: readonly LogEntry[]): Map<string, LogEntry> {
	const firsts = new Map<string, LogEntry>();
	for (const entry of entries) {
		if (!firsts.has(entry.documentName)) firsts.set(entry.documentName, entry);
	}
	return firsts;
}

const toRow = ({ documentName, seq, memberId, at, bytes }: LogEntry): DocumentUpdateRow => ({
	document_name: documentName,
	seq,
	member_id: memberId,
	at,
	bytes
});

const toEntry = (row: DocumentUpdateRow): LogEntry => ({
	documentName: row.document_name,
	seq: row.seq,
	memberId: row.member_id,
	at: row.at,
	bytes: row.bytes
});

const isEqual = (a: Uint8Array, b: Uint8Array): boolean =>
	a.length === b.length && a.every((byte, index) => byte === b[index]);
