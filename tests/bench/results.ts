// What a bench has found, as it is kept in tests/bench/results.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CaseName } from './cases/cases.ts';
import { median } from './load/statistics.ts';
import type { Machine } from './machine.ts';
import { repository, type CandidateName } from './servers/candidates.ts';

export type TrialResult = {
	case: CaseName;
	server: CandidateName;
	run: number;
	figures: Record<string, number>;
	failures: string[];
};

export type Results = {
	/** ISO-8601, UTC. */
	at: string;
	isQuick: boolean;
	runs: number;
	machine: Machine;
	/** Of us and of what we are compared with. */
	versions: Record<string, string>;
	trials: TrialResult[];
};

const folder = path.join(import.meta.dirname, 'results');

/** @returns the file's name. */
export function writeResults(results: Results): string {
	mkdirSync(folder, { recursive: true });
	const { cpu, cores } = results.machine;
	const machine = `${cpu}-${cores}-cores`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
	const kind = results.isQuick ? '-quick' : '';
	const file = path.join(folder, `${results.at.slice(0, 10)}-${machine}${kind}.json`);
	writeFileSync(file, `${JSON.stringify(results, null, '\t')}\n`);
	return file;
}

export const readResults = (file: string): Results =>
	JSON.parse(readFileSync(file, 'utf8')) as Results;

/** A figure's median over the runs; NaN when it was not measured. */
export function medianOf(
	{ trials }: Results,
	name: CaseName,
	server: CandidateName,
	figure: string
): number {
	const values = trials
		.filter((trial) => trial.case === name && trial.server === server)
		.map(({ figures }) => figures[figure])
		.filter((value) => typeof value === 'number');
	return values.length === 0 ? NaN : median(values);
}

/** What was measured, to the version. */
export function versionsHere(): Record<string, string> {
	const packages = {
		'@hocuspocus/server': '@hocuspocus/server',
		'@hocuspocus/extension-sqlite': '@hocuspocus/extension-sqlite',
		'y-websocket': 'y-websocket-2',
		'y-leveldb': 'y-leveldb',
		ws: 'ws',
		yjs: 'yjs',
		'better-sqlite3': 'better-sqlite3'
	};
	const versions = Object.entries(packages).map(([name, folderName]): [string, string] => {
		const file = path.join(repository, 'node_modules', folderName, 'package.json');
		return [name, (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version];
	});
	return { ours: ourVersion(), ...Object.fromEntries(versions) };
}

function ourVersion(): string {
	const git = (...args: string[]): string =>
		execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim();
	try {
		const isChanged = git('status', '--porcelain', 'server', 'src/lib/shared') !== '';
		return git('rev-parse', '--short=12', 'HEAD') + (isChanged ? ' with changes' : '');
	} catch {
		return 'unknown';
	}
}
