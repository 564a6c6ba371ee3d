// One writer under one load, in a process of its own so that its CPU can be told from the others'.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogEntry } from '#server/domain/collaboration/document-store.ts';
import { latencies, type Latencies } from '../load/statistics.ts';
import { typedLetter } from '../load/updates.ts';
import { writers, type Writer, type WriterName } from './writers.ts';

export type Trial = {
	writer: WriterName;
	/** Updates a second; null for as many as it takes. */
	rate: number | null;
	seconds: number;
	/** How long (ms) updates gather before a batch is begun. */
	window: number;
};

export type TrialResult = Latencies & {
	updates: number;
	perSecond: number;
	batches: number;
	/** CPU of the process, every thread and the kernel on its behalf, per update. */
	cpuMicros: number;
	/** Longest time (ms) in which the main thread did not come round. */
	longestStall: number;
	/** Bytes sent to the disk per byte of update. */
	writtenPerByte: number;
};

const rooms = 100;
/** With more than this waiting, a writer that is flat out is not faster, only later. */
const mostWaiting = 4_000;
const largestBatch = 2_000;

/** Runs one trial in this process, after a second to warm up. */
export async function runTrial({ writer: name, rate, seconds, window }: Trial) {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-stores-'));
	const documentNames = Array.from({ length: rooms }, (_, room) => `note-${room}`);
	const writer = await writers[name](folder, documentNames);
	try {
		const feed = createFeed(writer, documentNames, window);
		await feed(500, 1);
		return await feed(rate, seconds);
	} finally {
		await writer.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Updates come at a pace; whatever has come while a batch was on its way makes the next one. */
function createFeed(writer: Writer, documentNames: readonly string[], window: number) {
	const clocks = documentNames.map(() => 0);
	let count = 0;

	function nextUpdate(): LogEntry {
		const room = count++ % rooms;
		const clock = clocks[room] ?? 0;
		clocks[room] = clock + 1;
		return {
			documentName: documentNames[room] ?? '',
			seq: clock + 1,
			memberId: null,
			at: new Date().toISOString(),
			bytes: typedLetter(1_000_000 + room, clock)
		};
	}

	return async (rate: number | null, seconds: number): Promise<TrialResult> => {
		let waiting: LogEntry[] = [];
		let cameAt: number[] = [];
		const took: number[] = [];
		let batches = 0;
		let bytes = 0;
		let longestStall = 0;
		let isOver = false;
		const cpuBefore = process.cpuUsage();
		const writtenBefore = bytesWritten();
		const began = performance.now();

		async function commitAll(): Promise<void> {
			while (!isOver || waiting.length > 0) {
				if (window > 0) await delay(window);
				else if (waiting.length === 0) await delay(1);
				const batch = waiting.slice(0, largestBatch);
				const times = cameAt.slice(0, largestBatch);
				if (batch.length === 0) continue;
				waiting = waiting.slice(batch.length);
				cameAt = cameAt.slice(batch.length);
				await writer.append(batch);
				batches += 1;
				const now = performance.now();
				for (const came of times) took.push(now - came);
			}
		}

		const committed = commitAll();
		let fed = 0;
		for (let before = began; ;) {
			await delay(1);
			const now = performance.now();
			longestStall = Math.max(longestStall, now - before);
			before = now;
			const elapsed = (now - began) / 1000;
			if (elapsed >= seconds) break;
			const due = rate === null ? Infinity : elapsed * rate;
			while (fed < due && waiting.length < mostWaiting) {
				const update = nextUpdate();
				bytes += update.bytes.length;
				waiting.push(update);
				cameAt.push(now);
				fed += 1;
			}
		}
		isOver = true;
		await committed;
		const cpu = process.cpuUsage(cpuBefore);
		return {
			...latencies(took),
			updates: fed,
			perSecond: (1000 * fed) / (performance.now() - began),
			batches,
			cpuMicros: (cpu.user + cpu.system) / fed,
			longestStall,
			writtenPerByte: (bytesWritten() - writtenBefore) / bytes
		};
	};
}

/** What this process has sent to the disk. */
const bytesWritten = (): number =>
	Number(/^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);

const [trial] = process.argv.slice(2);
if (trial !== undefined) {
	const result = await runTrial(JSON.parse(trial) as Trial);
	process.stdout.write(`${JSON.stringify(result)}\n`);
}
