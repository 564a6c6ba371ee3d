// `npm run bench -- --stores`: the ways to write the log beside each other, on this machine and its disk.
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { onCore } from '../machine.ts';
import type { Trial, TrialResult } from './trial.ts';
import { writers, type WriterName } from './writers.ts';

const beside = (file: string): string => path.join(import.meta.dirname, file);

/** A week's pace, as the case `week` has it: 500 people, two letters a second. */
const weekPace = 1_000;
const windows = [0, 5, 25];

/** Prints a table as it goes. */
export async function compareStores(seconds: number): Promise<void> {
	const names = Object.keys(writers) as WriterName[];
	const quiet = names.flatMap((writer) => [
		...windows.map((window): Trial => ({ writer, rate: weekPace, seconds, window })),
		{ writer, rate: null, seconds, window: 0 }
	]);
	console.log(
		'CPU in µs an update; times in ms from coming to being on the disk; server core only.\n'
	);
	console.log(row(heads));
	console.log(row(heads.map(() => '---')));
	for (const trial of quiet) console.log(row(cells(trial, 'quiet', await runApart(trial))));

	const busy = fork(beside('busy-disk.ts'));
	for (const writer of names) {
		const trial: Trial = { writer, rate: weekPace, seconds, window: 0 };
		console.log(row(cells(trial, 'busy', await runApart(trial))));
	}
	busy.disconnect();
	await once(busy, 'exit');
}

async function runApart(trial: Trial): Promise<TrialResult> {
	const [command, ...args] = onCore('server', [
		process.execPath,
		beside('trial.ts'),
		JSON.stringify(trial)
	]);
	const { stdout } = await promisify(execFile)(command ?? '', args);
	return JSON.parse(stdout) as TrialResult;
}

const heads = [
	'writer',
	'disk',
	'pace',
	'window',
	'updates/s',
	'batches/s',
	'CPU',
	'p50',
	'p99',
	'longest',
	'longest stall',
	'bytes per byte'
];

const cells = (trial: Trial, disk: string, result: TrialResult): string[] => [
	trial.writer,
	disk,
	trial.rate === null ? 'flat out' : `${trial.rate}/s`,
	`${trial.window} ms`,
	result.perSecond.toFixed(0),
	((result.perSecond * result.batches) / result.updates).toFixed(0),
	result.cpuMicros.toFixed(1),
	result.p50.toFixed(1),
	result.p99.toFixed(1),
	result.max.toFixed(1),
	result.longestStall.toFixed(1),
	result.writtenPerByte.toFixed(0)
];

const row = (values: readonly string[]): string => `| ${values.join(' | ')} |`;
