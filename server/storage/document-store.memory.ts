// The document store in memory: for tests, and the shortest statement of what a store has to do.
import { emptyUpdate } from '#shared/collab-protocol.ts';
import type {
	DocumentStore,
	LogEntry,
	Snapshot
} from '#server/domain/collaboration/document-store.ts';

export type MemoryDocumentStore = DocumentStore & {
	/** Makes a document, as the domains do in their own transactions. */
	create(documentName: string, schemaVersion?: number): void;
};

export function createMemoryDocumentStore(): MemoryDocumentStore {
	type Kept = {
		schemaVersion: number;
		log: LogEntry[];
		snapshot: Snapshot | null;
		setAside: (LogEntry | Snapshot)[];
	};
	const documents = new Map<string, Kept>();

	return {
		create(documentName, schemaVersion = 1) {
			documents.set(documentName, { schemaVersion, log: [], snapshot: null, setAside: [] });
		},

		async load(documentName) {
			const kept = documents.get(documentName);
			if (kept === undefined) return null;
			const { schemaVersion, snapshot, log } = kept;
			return { schemaVersion, snapshot, tail: log.slice(snapshot?.seq ?? 0) };
		},

		async lastSeq(documentName) {
			return documents.get(documentName)?.log.length ?? null;
		},

		async loadMany(documentNames) {
			const found = documentNames.flatMap((name) => {
				const kept = documents.get(name);
				if (kept === undefined) return [];
				const { schemaVersion, snapshot, log } = kept;
				return [[name, { schemaVersion, snapshot, tail: log.slice(snapshot?.seq ?? 0) }] as const];
			});
			return new Map(found);
		},

		async lastSeqs(documentNames) {
			const lasts = documentNames.map(
				(name) => [name, documents.get(name)?.log.length ?? 0] as const
			);
			return new Map(lasts.filter(([, seq]) => seq > 0));
		},

		async append(entries) {
			const logs = new Map<string, LogEntry[]>();
			for (const entry of entries) {
				const kept = documents.get(entry.documentName);
				if (kept === undefined) throw new Error(`no document ${entry.documentName}`);
				const log = logs.get(entry.documentName) ?? [...kept.log];
				logs.set(entry.documentName, log);
				const there = log[entry.seq - 1];
				if (there === undefined && entry.seq !== log.length + 1) return 'conflict';
				if (there !== undefined && !Buffer.from(there.bytes).equals(entry.bytes)) return 'conflict';
				// A copy: the caller's bytes may lie in a buffer that it will use again.
				if (there === undefined) log.push({ ...entry, bytes: Uint8Array.from(entry.bytes) });
			}
			for (const [documentName, log] of logs) {
				const kept = documents.get(documentName);
				if (kept !== undefined) kept.log = log;
			}
			return 'stored';
		},

		async saveSnapshot(snapshot) {
			const kept = documents.get(snapshot.documentName);
			if (kept === undefined) throw new Error(`no document ${snapshot.documentName}`);
			if (kept.snapshot === null || kept.snapshot.seq < snapshot.seq) {
				kept.snapshot = { ...snapshot, bytes: Uint8Array.from(snapshot.bytes) };
			}
		},

		async readLog(documentName, after, limit) {
			return (documents.get(documentName)?.log ?? []).slice(after, after + limit);
		},

		async setAside({ documentName, at, updates, missing, snapshot }) {
			const kept = documents.get(documentName);
			if (kept === undefined) throw new Error(`no document ${documentName}`);
			const nothing = (seq: number): LogEntry => ({
				documentName,
				seq,
				memberId: null,
				at,
				bytes: emptyUpdate
			});
			const log = new Map(kept.log.map((entry) => [entry.seq, entry]));
			const damaged: (LogEntry | Snapshot)[] = [];
			for (const { seq } of updates) {
				const entry = log.get(seq);
				if (entry === undefined) throw new Error(`no update ${seq}`);
				damaged.push(entry);
				log.set(seq, nothing(seq));
			}
			for (const seq of missing) {
				if (log.has(seq)) throw new Error(`there is an update ${seq}`);
				log.set(seq, nothing(seq));
			}
			if (snapshot !== null) {
				if (kept.snapshot === null) throw new Error('no snapshot');
				damaged.push(kept.snapshot);
				kept.snapshot = { ...kept.snapshot, at, bytes: Uint8Array.from(snapshot.bytes) };
			}
			kept.log = [...log.values()].sort((one, other) => one.seq - other.seq);
			kept.setAside.push(...damaged);
		}
	};
}
