// The thread that folds documents; see folding.ts.
import { parentPort } from 'node:worker_threads';
import { foldUpdates, type FoldAnswer, type FoldRequest } from './folding.ts';

parentPort?.on('message', ({ id, updates }: FoldRequest) => {
	let answer: FoldAnswer;
	try {
		answer = { id, folded: foldUpdates(updates) };
	} catch (error) {
		answer = { id, error: error instanceof Error ? error.message : String(error) };
	}
	parentPort?.postMessage(answer);
});
