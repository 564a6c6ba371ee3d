// Folding a document: snapshot and later updates into one update, in one Y.Doc and one transaction. In a worker
// thread, because a long document takes longer than a keystroke may wait; the worker goes when it is not needed.
import { Worker } from 'node:worker_threads';
import * as Y from 'yjs';

/** Folds here and now. */
export function foldUpdates(updates: readonly Uint8Array[]): Uint8Array {
	const doc = new Y.Doc();
	doc.transact(() => {
		for (const update of updates) Y.applyUpdate(doc, update);
	});
	const folded = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return folded;
}

export type FoldRequest = { id: number; updates: readonly Uint8Array[] };
export type FoldAnswer = { id: number; folded: Uint8Array } | { id: number; error: string };

export type Folder = {
	fold(updates: readonly Uint8Array[]): Promise<Uint8Array>;
	close(): Promise<void>;
};

/** Documents smaller than this are folded sooner than a worker is told of them. */
const worthAWorker = 64 * 1024;
/** V8 lets what is soon thrown away grow to 48 MB in each thread before it looks. */
const youngMB = 4;
/** How long (ms) an idle worker keeps its 10 MB. */
const idleFor = 30_000;

export function createFolder(): Folder {
	type Waiting = { resolve(folded: Uint8Array): void; reject(error: Error): void };
	let worker: Worker | undefined;
	let lastId = 0;
	let idle: NodeJS.Timeout | undefined;
	const waiting = new Map<number, Waiting>();

	function stop(): Promise<unknown> {
		clearTimeout(idle);
		const stopping = worker?.terminate();
		worker = undefined;
		return Promise.resolve(stopping);
	}

	function failAll(error: Error): void {
		worker = undefined;
		for (const { reject } of waiting.values()) reject(error);
		waiting.clear();
	}

	function start(): Worker {
		const started = new Worker(new URL('./folding-worker.ts', import.meta.url), {
			resourceLimits: { maxYoungGenerationSizeMb: youngMB }
		});
		started.unref();
		started.on('message', (answer: FoldAnswer) => {
			const asked = waiting.get(answer.id);
			waiting.delete(answer.id);
			if ('folded' in answer) asked?.resolve(answer.folded);
			else asked?.reject(new Error(answer.error));
			if (waiting.size === 0) idle = setTimeout(() => void stop(), idleFor).unref();
		});
		started.on('error', failAll);
		started.on('exit', () => {
			if (worker === started) failAll(new Error('the folding worker ended'));
		});
		return started;
	}

	return {
		async fold(updates) {
			const size = updates.reduce((sum, { length }) => sum + length, 0);
			if (size < worthAWorker) return foldUpdates(updates);
			clearTimeout(idle);
			worker ??= start();
			const request: FoldRequest = { id: ++lastId, updates };
			const answer = new Promise<Uint8Array>((resolve, reject) => {
				waiting.set(request.id, { resolve, reject });
			});
			worker.postMessage(request);
			return answer;
		},
		async close() {
			await stop();
			failAll(new Error('closing'));
		}
	};
}
