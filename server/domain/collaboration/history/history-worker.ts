// The thread that plays a document's log; see history.ts.
import { parentPort } from 'node:worker_threads';
import { createAnswering } from './answering.ts';
import type { Answer, Request } from './questions.ts';

const respond = createAnswering();

parentPort?.on('message', (request: Request) => {
	if (!('id' in request)) {
		respond(request);
		return;
	}
	let answer: Answer;
	try {
		answer = { id: request.id, answer: respond(request) ?? [] };
	} catch (error) {
		answer = { id: request.id, error: error instanceof Error ? error.message : String(error) };
	}
	parentPort?.postMessage(answer);
});
