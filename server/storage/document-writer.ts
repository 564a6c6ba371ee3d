// Writes co-written texts to SQLite from a thread of its own, so that a wait for the disk is nobody else's wait.
// Implements the writing half of the document store; reading goes through the main connection.
import { createThread } from '#server/kernel/thread.ts';
import type { DocumentStore, LogEntry } from '#server/domain/collaboration/document-store.ts';

export type DocumentWriter = Pick<DocumentStore, 'append' | 'saveSnapshot'> & {
	/** Ends the thread after what it has been given. */
	close(): Promise<void>;
};

/** A batch as few objects: the names once, the numbers and the bytes in one piece each. */
export type PackedBatch = {
	documentNames: string[];
	memberIds: (string | null)[];
	times: string[];
	/** For each update: document, seq, member, time, end of its bytes. Names and times by their index. */
	heads: Uint32Array<ArrayBuffer>;
	bytes: Uint8Array<ArrayBuffer>;
};

export const headLength = 5;

export type WriterRequest =
	| { type: 'append'; batch: PackedBatch }
	| { type: 'snapshot'; documentName: string; seq: number; at: string; bytes: Uint8Array }
	| { type: 'close' };

export type WriterAnswer = 'stored' | 'conflict';

/** V8 lets what is soon thrown away grow to 48 MB in each thread before it looks. */
const youngMB = 4;

/** @param file path of the database; it must have been migrated. */
export function createDocumentWriter(file: string): DocumentWriter {
	// When it ends, whoever waits tries again: the store's promise is that doing so is safe.
	const thread = createThread<WriterRequest, WriterAnswer>({
		name: 'the writing thread',
		file: new URL('./document-writer-worker.ts', import.meta.url),
		options: { workerData: { file }, resourceLimits: { maxYoungGenerationSizeMb: youngMB } }
	});

	return {
		append(entries) {
			const batch = pack(entries);
			return thread.ask({ type: 'append', batch }, [batch.heads.buffer, batch.bytes.buffer]);
		},
		async saveSnapshot({ documentName, seq, at, bytes }) {
			await thread.ask({ type: 'snapshot', documentName, seq, at, bytes });
		},
		async close() {
			if (!thread.isRunning) return;
			await thread.ask({ type: 'close' });
			await thread.end(new Error('closing'));
		}
	};
}

/** Cloning one buffer for another thread costs less than cloning a thousand objects. */
function pack(entries: readonly LogEntry[]): PackedBatch {
	const documentNames = createIndex<string>();
	const memberIds = createIndex<string | null>();
	const times = createIndex<string>();
	const heads = new Uint32Array(entries.length * headLength);
	const size = entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
	const all = new Uint8Array(size);
	let end = 0;
	let head = 0;
	for (const { documentName, seq, memberId, at, bytes } of entries) {
		all.set(bytes, end);
		end += bytes.length;
		heads[head++] = documentNames.of(documentName);
		heads[head++] = seq;
		heads[head++] = memberIds.of(memberId);
		heads[head++] = times.of(at);
		heads[head++] = end;
	}
	return {
		documentNames: documentNames.values,
		memberIds: memberIds.values,
		times: times.values,
		heads,
		bytes: all
	};
}

/** Numbers for values, in the order in which they first come. */
function createIndex<Value>() {
	const places = new Map<Value, number>();
	const values: Value[] = [];
	return {
		values,
		of(value: Value): number {
			const known = places.get(value);
			if (known !== undefined) return known;
			const place = values.push(value) - 1;
			places.set(value, place);
			return place;
		}
	};
}
