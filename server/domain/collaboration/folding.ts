// Folding a document: snapshot and later updates into one update, in one Y.Doc and one transaction. In a worker
// thread, because a long document takes longer than a keystroke may wait; the worker goes when it is not needed.
import * as Y from 'yjs';
import { createThread } from '#server/kernel/thread.ts';

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
	const thread = createThread<readonly Uint8Array[], Uint8Array>({
		name: 'the folding worker',
		file: new URL('./folding-worker.ts', import.meta.url),
		options: { resourceLimits: { maxYoungGenerationSizeMb: youngMB } }
	});
	let idle: NodeJS.Timeout | undefined;

	return {
		async fold(updates) {
			const size = updates.reduce((sum, { length }) => sum + length, 0);
			if (size < worthAWorker) return foldUpdates(updates);
			clearTimeout(idle);
			try {
				return await thread.ask(updates);
			} finally {
				if (thread.waiting === 0) {
					idle = setTimeout(() => void thread.end(new Error('idle')), idleFor).unref();
				}
			}
		},
		async close() {
			clearTimeout(idle);
			await thread.end(new Error('closing'));
		}
	};
}
