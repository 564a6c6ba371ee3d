// npm run bench: our collaboration server and its peers on the same work; see docs/performance.md.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Outcome } from './cases/case.ts';
import { onceIsEnough, type CaseName } from './cases/cases.ts';
import { bystanderRoom } from './load/bystanders.ts';
import { onCore, thisMachine } from './machine.ts';
import { readOptions, type Options } from './options.ts';
import { conditions, writePage } from './report/page.ts';
import { tableOf } from './report/table.ts';
import { keepResults, readResults, versionsHere, type Results } from './results.ts';
import type { CandidateName } from './servers/candidates.ts';
import { prepareWorkspace } from './servers/prepare.ts';
import { fullSizes, paperRoom, quickServers, quickSizes, type Sizes } from './sizes.ts';
import { compareStores } from './stores/compare.ts';
import { templateIn, type TrialOrder } from './trial-order.ts';

const options = understand(process.argv.slice(2));
if (options.stores) await compareStores(5);
else if (options.report !== null) writePage(readResults(options.report));
else process.exitCode = (await measure(options)) ? 0 : 1;

function understand(args: readonly string[]): Options {
	try {
		return readOptions(args);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exit(2);
	}
}

/** @returns whether everything arrived and stayed. */
async function measure({ isQuick, isKept, runs, profile, ...wanted }: Options): Promise<boolean> {
	const machine = thisMachine();
	if (!machine.isPinned)
		console.log('Server and load share the cores here: ratios only, and rough.');
	const began = performance.now();
	const results: Results = {
		at: new Date().toISOString(),
		isQuick,
		runs,
		machine,
		versions: versionsHere(),
		trials: []
	};
	const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
	try {
		const sizes = isQuick ? quickSizes : fullSizes;
		if (wanted.servers.includes('ours')) await prepare(folder, sizes);
		for (const { name, server, run } of plan(wanted, isQuick, runs)) {
			const order = {
				case: name,
				server,
				sizes: isQuick ? quickSizes : fullSizes,
				folder,
				profile
			};
			const trialBegan = performance.now();
			const outcome = await runApart(order);
			if (outcome === null) continue;
			results.trials.push({ case: name, server, run, ...outcome });
			console.log(line(name, server, outcome, performance.now() - trialBegan));
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	console.log(`\n${conditions(results)}\n\n${tableOf(results)}\n`);
	console.log(`Took ${round((performance.now() - began) / 60_000)} minutes.`);
	if (isKept) {
		const kept = keepResults(results);
		console.log(`Kept in ${kept.file}`);
		if (!isQuick) writePage(kept.results);
	}
	return results.trials.every(({ failures }) => failures.length === 0);
}

/** Every case on every server, then again: a slow minute of the machine falls on all alike. */
function* plan(
	{ cases, servers }: Pick<Options, 'cases' | 'servers'>,
	isQuick: boolean,
	runs: number
): Generator<{ name: CaseName; server: CandidateName; run: number }> {
	for (const name of cases) {
		const times = onceIsEnough.includes(name) ? 1 : runs;
		for (let run = 1; run <= times; run++) {
			for (const server of servers) {
				if (!isQuick || quickServers[name].includes(server)) yield { name, server, run };
			}
		}
	}
}

/** A workspace with a document for every room of any case. */
async function prepare(folder: string, { week, sat, storm, memory }: Sizes): Promise<void> {
	const most = Math.max(week.rooms, sat.rooms, storm.rooms, memory.documents);
	const rooms = Array.from({ length: most }, (_, index) => `room-${index}`);
	mkdirSync(templateIn(folder));
	await prepareWorkspace(templateIn(folder), [...rooms, paperRoom, bystanderRoom]);
}

/** Runs one trial; one that breaks off is a failure and no figure. */
async function runApart(order: TrialOrder): Promise<Outcome | null> {
	const [command = '', ...args] = onCore('load', [
		process.execPath,
		'--max-old-space-size=6000',
		path.join(import.meta.dirname, 'trial.ts'),
		JSON.stringify(order)
	]);
	if (order.profile !== null) mkdirSync(order.profile, { recursive: true });
	try {
		const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 64 * 1024 * 1024 });
		return JSON.parse(stdout) as Outcome | null;
	} catch (error) {
		const { stderr = '' } = error as { stderr?: string };
		return { figures: {}, failures: [`broke off: ${stderr.trim() || String(error)}`] };
	}
}

function line(name: string, server: string, { figures, failures }: Outcome, ms: number): string {
	const words = Object.entries(figures).map(([key, value]) => `${key} ${round(value)}`);
	const bad = failures.map((failure) => `\n  FAILED: ${failure}`);
	return `${name.padEnd(8)} ${server.padEnd(11)} ${words.join(', ')} (${round(ms / 1000)} s)${bad.join('')}`;
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}
