// A document's past, from its log. The log is played in a worker thread, because two hundred thousand edits take a
// second and a keystroke may not wait for them; one question after the other, and the worker goes when nobody asks.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError } from '#server/kernel/errors.ts';
import { createThread } from '#server/kernel/thread.ts';
import type { DocumentStore, LogEntry } from '../document-store.ts';
import type { Cleared } from './clearing.ts';
import { packRows, transferOf } from './log-rows.ts';
import type { Question, Questions, Request, Result } from './questions.ts';
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

export function createHistory(documents: Pick<DocumentStore, 'load' | 'readLog'>): History {
	let idle: NodeJS.Timeout | undefined;
	let queue: Promise<unknown> = Promise.resolve();
	let queued = 0;
	/** Number of the last row the worker has of each document; the one asked for last stands last. */
	const told = new Map<string, number>();
	const thread = createThread<Request, Result | undefined>({
		name: 'the history worker',
		file: new URL('./history-worker.ts', import.meta.url),
		options: { resourceLimits: workerMemory },
		onEnd: () => told.clear()
	});

	async function answerTo<T>(request: Request, transfer?: ArrayBuffer[]): Promise<T> {
		const limit = setTimeout(
			() => void thread.end(new Error('the history worker took too long')),
			longestAnswer
		);
		try {
			return (await thread.ask(request, transfer)) as T;
		} finally {
			clearTimeout(limit);
		}
	}

	/** What is asked of some rows and no document. */
	function askOf<T>(type: 'thin' | 'cleared', entries: readonly LogEntry[]): Promise<T> {
		const rows = packRows(entries);
		return answerTo({ type, rows }, transferOf(rows));
	}

	/** Gives the worker what it does not have of a document's log. */
	async function tell(documentName: string): Promise<void> {
		let after = told.get(documentName) ?? 0;
		told.delete(documentName);
		for (const oldest of told.keys()) {
			if (told.size < keptDocuments) break;
			told.delete(oldest);
			thread.tell({ type: 'forget', documentName: oldest });
		}
		for (;;) {
			const entries = await documents.readLog(documentName, after, rowsAtOnce);
			if (entries.length > 0) {
				const rows = packRows(entries);
				thread.tell({ type: 'rows', documentName, rows }, transferOf(rows));
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
			if (queued === 0)
				idle = setTimeout(() => void thread.end(new Error('idle')), idleFor).unref();
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
				return answerTo({ type: 'ask', documentName, question, ask });
			});
		},
		cleared: (documentName, seq) =>
			inTurn(async () => askOf('cleared', await rowsUpTo(documentName, seq))),
		thin: (entries) => inTurn(() => askOf('thin', entries)),
		forget(documentName) {
			void inTurn(async () => {
				if (told.delete(documentName)) thread.tell({ type: 'forget', documentName });
			});
		},
		async close() {
			clearTimeout(idle);
			await thread.end(new Error('closing'));
		}
	};
}
