// A document's past, from its log. The log is played in a worker thread, because two hundred thousand edits take a
// second and a keystroke may not wait for them; one question after the other, and the worker goes when nobody asks.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { DomainError } from '#server/kernel/errors.ts';
import type { DocumentStore, LogEntry } from '../document-store.ts';
import type { Cleared } from './clearing.ts';
import { packRows, transferOf } from './log-rows.ts';
import type { Answer, Question, Questions, Request } from './questions.ts';
import type { ThinnedRow } from './thin.ts';

export type History = {
	/** @throws DomainError too-often when too many ask at once. */
	ask<Q extends Question>(
		question: Q,
		documentName: string,
		ask: Questions[Q]['ask']
	): Promise<Questions[Q]['answer']>;
	/** Sections that update `seq` has taken away. */
	cleared(documentName: string, seq: number): Promise<Cleared[]>;
	/** Rows of one stretch of a log as few rows, one for each person. */
	thin(rows: readonly LogEntry[]): Promise<ThinnedRow[]>;
	/** The document's log has been thinned: what is remembered of it no longer fits. */
	forget(documentName: string): void;
	close(): Promise<void>;
};

/** Rows read from the log at once: a few milliseconds of the main thread, and then it is others' turn. */
const rowsAtOnce = 500;
/** Recordings kept; each costs a few times its log. */
const keptDocuments = 4;
/** Questions that may wait; each is a person looking at a page. */
const mostWaiting = 30;
/** How long (ms) an idle worker keeps its recordings. */
const idleFor = 60_000;
/** A question that takes longer (ms) than ten times the longest text of ours is given up. */
const longestAnswer = 30_000;
/** Memory of the worker: a log that needs more ends the worker, not the workspace. */
const workerMemory = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 6 };

/** Has the request itself to post, so that a piece of memory is handed over exactly once. */
type Posting = { request: Request; transfer?: ArrayBuffer[] };

export function createHistory(documents: Pick<DocumentStore, 'load' | 'readLog'>): History {
	type Waiting = {
		resolve(answer: never): void;
		reject(error: Error): void;
		limit: NodeJS.Timeout;
	};
	let worker: Worker | undefined;
	let idle: NodeJS.Timeout | undefined;
	let lastId = 0;
	let queue: Promise<unknown> = Promise.resolve();
	let queued = 0;
	const waiting = new Map<number, Waiting>();
	/** Number of the last row the worker has of each document; the one asked for last stands last. */
	const told = new Map<string, number>();

	function start(): Worker {
		const started = new Worker(new URL('./history-worker.ts', import.meta.url), {
			resourceLimits: workerMemory
		});
		started.unref();
		started.on('message', (answer: Answer) => {
			const asked = waiting.get(answer.id);
			if (asked === undefined) return;
			waiting.delete(answer.id);
			clearTimeout(asked.limit);
			if ('answer' in answer) asked.resolve(answer.answer as never);
			else asked.reject(new Error(`the history worker: ${answer.error}`));
		});
		started.on('error', (error: unknown) => {
			if (worker === started) void end(error instanceof Error ? error : new Error(String(error)));
		});
		started.on('exit', () => {
			if (worker === started) void end(new Error('the history worker ended'));
		});
		return started;
	}

	function end(error: Error): Promise<unknown> {
		const ending = worker?.terminate();
		worker = undefined;
		told.clear();
		for (const { reject, limit } of waiting.values()) {
			clearTimeout(limit);
			reject(error);
		}
		waiting.clear();
		return Promise.resolve(ending);
	}

	function post({ request, transfer = [] }: Posting): void {
		worker ??= start();
		worker.postMessage(request, transfer);
	}

	function answerTo<T>(posting: (id: number) => Posting): Promise<T> {
		const id = ++lastId;
		return new Promise<T>((resolve, reject) => {
			const limit = setTimeout(
				() => void end(new Error('the history worker took too long')),
				longestAnswer
			);
			waiting.set(id, { resolve, reject, limit });
			post(posting(id));
		});
	}

	/** What is asked of some rows and no document. */
	function askOf<T>(type: 'thin' | 'cleared', entries: readonly LogEntry[]): Promise<T> {
		const rows = packRows(entries);
		return answerTo((id) => ({ request: { type, id, rows }, transfer: transferOf(rows) }));
	}

	/** Gives the worker what it does not have of a document's log. */
	async function tell(documentName: string): Promise<void> {
		let after = told.get(documentName) ?? 0;
		told.delete(documentName);
		for (const oldest of told.keys()) {
			if (told.size < keptDocuments) break;
			told.delete(oldest);
			post({ request: { type: 'forget', documentName: oldest } });
		}
		for (;;) {
			const entries = await documents.readLog(documentName, after, rowsAtOnce);
			if (entries.length > 0) {
				const rows = packRows(entries);
				post({ request: { type: 'rows', documentName, rows }, transfer: transferOf(rows) });
				after = entries.at(-1)?.seq ?? after;
			}
			told.set(documentName, after);
			if (entries.length < rowsAtOnce) return;
			await nextTurn();
		}
	}

	/** The document up to and including update `seq`, that one last. Nothing of it is remembered. */
	async function rowsUpTo(documentName: string, seq: number): Promise<LogEntry[]> {
		const stored = await documents.load(documentName);
		const row = (each: { seq: number; bytes: Uint8Array }): LogEntry => ({
			...each,
			documentName,
			memberId: null,
			at: ''
		});
		if (stored !== null && (stored.snapshot?.seq ?? 0) < seq) {
			const rows = stored.snapshot === null ? stored.tail : [stored.snapshot, ...stored.tail];
			return rows.filter((each) => each.seq <= seq).map(row);
		}
		// It has been folded already.
		const rows: LogEntry[] = [];
		for (;;) {
			const page = await documents.readLog(documentName, rows.at(-1)?.seq ?? 0, rowsAtOnce);
			rows.push(...page.filter((each) => each.seq <= seq));
			if (page.length < rowsAtOnce || (page.at(-1)?.seq ?? 0) >= seq) return rows;
			await nextTurn();
		}
	}

	/** One after the other: a worker does one thing at a time anyway, and rows must not overtake each other. */
	function inTurn<T>(work: () => Promise<T>): Promise<T> {
		clearTimeout(idle);
		queued++;
		const turn = queue.then(work).finally(() => {
			queued--;
			if (queued === 0) idle = setTimeout(() => void end(new Error('idle')), idleFor).unref();
		});
		queue = turn.catch(() => undefined);
		return turn;
	}

	return {
		async ask(question, documentName, ask) {
			if (queued >= mostWaiting) {
				throw new DomainError('too-often', {
					message: 'Many people are looking at histories just now. Try again in a few seconds.',
					retryAfter: 5
				});
			}
			return inTurn(async () => {
				await tell(documentName);
				return answerTo((id) => ({ request: { type: 'ask', id, documentName, question, ask } }));
			});
		},
		cleared: (documentName, seq) =>
			inTurn(async () => askOf('cleared', await rowsUpTo(documentName, seq))),
		thin: (entries) => inTurn(() => askOf('thin', entries)),
		forget(documentName) {
			void inTurn(async () => {
				if (told.delete(documentName)) post({ request: { type: 'forget', documentName } });
			});
		},
		async close() {
			clearTimeout(idle);
			await end(new Error('closing'));
		}
	};
}
