// Group commit: everybody's updates that have come within a moment, or while the last batch was being written, go
// into one transaction, so a wait for the disk is shared by the whole workspace. What cannot be written is kept and
// tried again (C33, C34).
import type { Clock } from '#server/kernel/clock.ts';
import type { Log } from '#server/kernel/log.ts';
import type { DocumentStore, LogEntry } from './document-store.ts';
import {
	firstRetry,
	gatherFor,
	gatherLonger,
	largestBatch,
	longestGathering,
	longestRetry
} from './limits.ts';
import type { EngineObserver } from './observer.ts';
import type { PendingUpdate } from './room.ts';
import type { Timers } from './timers.ts';

export type CommitterDeps = {
	store: Pick<DocumentStore, 'append'>;
	clock: Clock;
	timers: Timers;
	log: Log;
	observer: EngineObserver;
	/** The document's updates up to `seq` are on the disk. */
	onStored(documentName: string, seq: number): void;
	/** Saving this document has begun to fail, or works again. */
	onTrouble(documentName: string, isTrouble: boolean): void;
	/** Another writer has been at this document's log: what we hold of it no longer fits. */
	onConflict(documentName: string): void;
};

export type Committer = {
	add(documentName: string, update: PendingUpdate): void;
	/** Bytes that are not on the disk yet. */
	readonly waitingBytes: number;
	/** Updates that are not on the disk yet. */
	readonly waitingCount: number;
	/** Resolves when nothing is waiting; tries at once if it was biding its time. */
	flush(): Promise<void>;
};

type Waiting = { documentName: string; at: number; update: PendingUpdate; size: number };

export function createCommitter(deps: CommitterDeps): Committer {
	const { store, clock, timers, log, observer } = deps;
	let waiting: Waiting[] = [];
	let waitingBytes = 0;
	/** A batch is being gathered or written. */
	let isBusy = false;
	/** When the last batch was begun. */
	let begunAt = 0;
	/** How many updates it held. */
	let lastCount = 0;
	let cancelGathering: (() => void) | undefined;
	let retryIn = firstRetry;
	let cancelRetry: (() => void) | undefined;
	const inTrouble = new Set<string>();
	let idle: (() => void)[] = [];

	function start(): void {
		if (isBusy || waiting.length === 0) return;
		isBusy = true;
		cancelRetry?.();
		cancelRetry = undefined;
		const gathering = Math.min(gatherFor + lastCount * gatherLonger, longestGathering);
		// A clock that has been set back must not hold anything up.
		const pause = Math.min(begunAt + gathering - clock.now(), gathering);
		if (pause <= 0) timers.soon(() => void write());
		else cancelGathering = timers.after(pause, () => void write());
	}

	async function write(): Promise<void> {
		cancelGathering = undefined;
		begunAt = clock.now();
		const batch = waiting.slice(0, largestBatch);
		lastCount = batch.length;
		for (const { update } of batch) update.isBeingWritten = true;
		try {
			const outcome = await append(batch);
			waiting = waiting.slice(batch.length);
			if (outcome === 'stored') done(batch);
			else await writeApart(batch);
			retryIn = firstRetry;
			isBusy = false;
			if (waiting.length > 0) start();
			else settleIdle();
		} catch (error) {
			failed(error);
		}
	}

	async function append(batch: readonly Waiting[]): ReturnType<DocumentStore['append']> {
		const begun = performance.now();
		const times = new Map<number, string>();
		const entries = batch.map(({ documentName, at, update }): LogEntry => {
			// Many come within one millisecond, and writing out a time costs as much as decoding an update.
			let time = times.get(at);
			if (time === undefined) times.set(at, (time = new Date(at).toISOString()));
			const { seq, memberId, bytes } = update;
			return { documentName, seq, memberId, at: time, bytes };
		});
		const outcome = await store.append(entries);
		if (outcome === 'stored') {
			const bytes = entries.reduce((sum, entry) => sum + entry.bytes.length, 0);
			observer.committed(entries.length, bytes, (performance.now() - begun) / 1000);
		}
		return outcome;
	}

	/** One document's conflict must not hold up the others. */
	async function writeApart(batch: readonly Waiting[]): Promise<void> {
		const apart = Map.groupBy(batch, (entry) => entry.documentName);
		for (const [documentName, entries] of apart) {
			let outcome: Awaited<ReturnType<DocumentStore['append']>>;
			try {
				outcome = await append(entries);
			} catch (error) {
				// Back in front of what came since; those of the other documents are tried with them.
				const rest = batch.filter((entry) => apart.has(entry.documentName));
				waiting = [...rest, ...waiting];
				throw error;
			}
			apart.delete(documentName);
			if (outcome === 'stored') {
				done(entries);
				continue;
			}
			const dropped = waiting.filter((entry) => entry.documentName === documentName);
			waiting = waiting.filter((entry) => entry.documentName !== documentName);
			waitingBytes -= sizeOf(entries) + sizeOf(dropped);
			inTrouble.delete(documentName);
			log.error({ documentName }, 'another writer has changed a document; its people reconnect');
			deps.onConflict(documentName);
		}
	}

	function done(entries: readonly Waiting[]): void {
		waitingBytes -= sizeOf(entries);
		const lasts = new Map(entries.map(({ documentName, update }) => [documentName, update.seq]));
		for (const [documentName, seq] of lasts) {
			deps.onStored(documentName, seq);
			if (inTrouble.delete(documentName)) deps.onTrouble(documentName, false);
		}
	}

	function failed(error: unknown): void {
		isBusy = false;
		observer.commitFailed();
		log.error({ err: error, waiting: waiting.length, retryIn }, 'saving failed, will try again');
		for (const { documentName } of waiting) {
			if (inTrouble.has(documentName)) continue;
			inTrouble.add(documentName);
			deps.onTrouble(documentName, true);
		}
		cancelRetry = timers.after(retryIn, start);
		retryIn = Math.min(retryIn * 2, longestRetry);
	}

	function settleIdle(): void {
		for (const resolve of idle) resolve();
		idle = [];
	}

	return {
		add(documentName, update) {
			const size = update.bytes.length;
			waiting.push({ documentName, at: clock.now(), update, size });
			waitingBytes += size;
			if (inTrouble.size > 0 && !inTrouble.has(documentName)) {
				inTrouble.add(documentName);
				deps.onTrouble(documentName, true);
			}
			if (cancelRetry === undefined) start();
		},
		get waitingBytes() {
			return waitingBytes;
		},
		get waitingCount() {
			return waiting.length;
		},
		flush() {
			if (waiting.length === 0 && !isBusy) return Promise.resolve();
			start();
			if (cancelGathering !== undefined) {
				cancelGathering();
				void write();
			}
			return new Promise((resolve) => idle.push(resolve));
		}
	};
}

const sizeOf = (entries: readonly Waiting[]): number =>
	entries.reduce((sum, { size }) => sum + size, 0);
