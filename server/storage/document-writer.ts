// Writes co-written texts to SQLite from a thread of its own, so that a wait for the disk is nobody else's wait.
// Implements the writing half of the document store; reading goes through the main connection.
import { Worker } from 'node:worker_threads';
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

export type WriterRequest = { id: number } & (
	| { type: 'append'; batch: PackedBatch }
	| { type: 'snapshot'; documentName: string; seq: number; at: string; bytes: Uint8Array }
	| { type: 'close' }
);

export type WriterAnswer =
	| { id: number; outcome: 'stored' | 'conflict' }
	| { id: number; error: { message: string; code?: string } };

/** V8 lets what is soon thrown away grow to 48 MB in each thread before it looks. */
const youngMB = 4;

/** @param file path of the database; it must have been migrated. */
export function createDocumentWriter(file: string): DocumentWriter {
	type Waiting = { resolve(outcome: 'stored' | 'conflict'): void; reject(error: Error): void };
	const waiting = new Map<number, Waiting>();
	let worker: Worker | undefined;
	let lastId = 0;

	/** Whoever waits tries again: the store's promise is that doing so is safe. */
	function failAll(error: Error): void {
		worker = undefined;
		for (const { reject } of waiting.values()) reject(error);
		waiting.clear();
	}

	function start(): Worker {
		const started = new Worker(new URL('./document-writer-worker.ts', import.meta.url), {
			workerData: { file },
			resourceLimits: { maxYoungGenerationSizeMb: youngMB }
		});
		started.unref();
		started.on('message', (answer: WriterAnswer) => {
			const asked = waiting.get(answer.id);
			waiting.delete(answer.id);
			if ('outcome' in answer) asked?.resolve(answer.outcome);
			else asked?.reject(Object.assign(new Error(answer.error.message), answer.error));
		});
		started.on('error', failAll);
		started.on('exit', () => {
			if (worker === started) failAll(new Error('the writing thread ended'));
		});
		return started;
	}

	function ask(
		request: (id: number) => WriterRequest,
		transfer: ArrayBuffer[] = []
	): Promise<'stored' | 'conflict'> {
		const id = ++lastId;
		worker ??= start();
		worker.postMessage(request(id), transfer);
		return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
	}

	return {
		append(entries) {
			const batch = pack(entries);
			const request = (id: number): WriterRequest => ({ id, type: 'append', batch });
			return ask(request, [batch.heads.buffer, batch.bytes.buffer]);
		},
		async saveSnapshot({ documentName, seq, at, bytes }) {
			await ask((id) => ({ id, type: 'snapshot', documentName, seq, at, bytes }));
		},
		async close() {
			if (worker === undefined) return;
			const ending = worker;
			await ask((id) => ({ id, type: 'close' }));
			worker = undefined;
			await ending.terminate();
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
