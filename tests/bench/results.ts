// What a bench has found, as it is kept in tests/bench/results.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/**
 * Writes them to the day's file. What stands there of other cases and servers stays, if it was measured on the same
 * machine with the same versions.
 */
export function keepResults(results: Results): { file: string; results: Results } {
	mkdirSync(folder, { recursive: true });
	const { cpu, cores } = results.machine;
	const machine = `${cpu}-${cores}-cores`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
	const kind = results.isQuick ? '-quick' : '';
	const file = path.join(folder, `${results.at.slice(0, 10)}-${machine}${kind}.json`);
	const kept = existsSync(file) ? together(readResults(file), results) : results;
	writeFileSync(file, `${JSON.stringify(kept, null, '\t')}\n`);
	return { file, results: kept };
}

/** The newer ones, with what the older ones have besides. */
export function together(older: Results, newer: Results): Results {
	const conditions = ({ machine, versions }: Results): string =>
		JSON.stringify([machine, versions]);
	if (conditions(older) !== conditions(newer)) return newer;

	const isMeasuredAnew = (trial: TrialResult): boolean =>
		newer.trials.some((each) => each.case === trial.case && each.server === trial.server);
	return {
		...newer,
		runs: Math.min(older.runs, newer.runs),
		trials: [...older.trials.filter((trial) => !isMeasuredAnew(trial)), ...newer.trials]
	};
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

/** The newest commit that changed what runs, so that keeping results does not make them those of another version. */
function ourVersion(): string {
	const parts = ['server', 'src/lib/shared', 'migrations'];
	const git = (...args: string[]): string =>
		execFileSync('git', [...args, '--', ...parts], { cwd: repository, encoding: 'utf8' }).trim();
	try {
		const isChanged = git('status', '--porcelain') !== '';
		return git('log', '-1', '--format=%h') + (isChanged ? ' with changes' : '');
	} catch {
		return 'unknown';
	}
}
