// The document store over a database. A batch of many documents' updates is one transaction, so one wait for the disk.
import type { DocumentStore, LogEntry } from '#server/domain/collaboration/document-store.ts';
import type { Db } from './database.ts';
import { documentQueries, type DocumentUpdateRow } from './documents.ts';
import { setAside } from './integrity.ts';

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

		async loadMany(documentNames) {
			const rows = await documents.byNames(documentNames);
			// The snapshots first, as in `load`.
			const snapshots = new Map(
				(await documents.snapshots(documentNames)).map((row) => [row.document_name, row])
			);
			const tails = await documents.tails(
				rows.map(({ name }) => ({ name, after: snapshots.get(name)?.seq ?? 0 }))
			);
			const byDocument = Map.groupBy(tails, (row) => row.document_name);
			return new Map(
				rows.map(({ name, schema_version }) => [
					name,
					{
						schemaVersion: schema_version,
						snapshot: snapshots.get(name) ?? null,
						tail: byDocument.get(name) ?? []
					}
				])
			);
		},

		lastSeqs: (documentNames) => documents.lastSeqs(documentNames),

		append: (entries) =>
			db.transaction().execute(async (transaction) => {
				const inside = documentQueries(transaction);
				const byDocument = Map.groupBy(entries, (entry) => entry.documentName);
				const lasts = await inside.lastSeqs([...byDocument.keys()]);
				const missing: LogEntry[] = [];
				for (const [documentName, own] of byDocument) {
					const first = own[0]?.seq ?? 1;
					const last = lasts.get(documentName) ?? 0;
					const isGap = first > last + 1 || own.some(({ seq }, index) => seq !== first + index);
					if (isGap) return 'conflict';
					// Rare: an earlier try may have been committed though its answer got lost.
					const stored = first <= last ? await inside.updatesAfter(documentName, first - 1) : [];
					const isSame = stored.every(
						({ bytes }, index) => own[index] !== undefined && isEqual(bytes, own[index].bytes)
					);
					if (!isSame) return 'conflict';
					missing.push(...own.slice(stored.length));
				}
				await inside.appendToLogs(missing.map(toRow));
				return 'stored';
			}),

		saveSnapshot: ({ documentName, seq, at, bytes }) =>
			documents.saveSnapshot({ document_name: documentName, seq, at, bytes }),

		async readLog(documentName, after, limit) {
			return (await documents.updatesAfter(documentName, after, limit)).map(toEntry);
		},

		setAside: (repair) => setAside(db, repair)
	};
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
