// Puts a bench's table into docs/performance.md, between its markers.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Results } from '../results.ts';
import { repository } from '../servers/candidates.ts';
import { tableOf } from './table.ts';

const page = path.join(repository, 'docs/performance.md');
const begin = '<!-- bench: begin (npm run bench writes between these lines) -->';
const end = '<!-- bench: end -->';

/** @throws when the page has lost its markers. */
export function writePage(results: Results): void {
	const text = readFileSync(page, 'utf8');
	const from = text.indexOf(begin);
	const to = text.indexOf(end);
	if (from < 0 || to < from) throw new Error(`${page} has no markers`);
	const made = `${begin}\n\n${conditions(results)}\n\n${tableOf(results)}\n\n`;
	writeFileSync(page, text.slice(0, from) + made + text.slice(to));
}

/** When, where and on what it was measured. */
export function conditions({ at, isQuick, runs, machine, versions }: Results): string {
	const day = new Date(at).toLocaleDateString('en-GB', {
		day: 'numeric',
		month: 'long',
		year: 'numeric',
		timeZone: 'UTC'
	});
	const cores = machine.isPinned
		? 'the server kept to one core, the load to another'
		: 'server and load wherever the system put them';
	const { ours, ...peers } = versions;
	const others = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
	return [
		`Measured on ${day}: ${machine.cpu}, ${machine.cores} cores (${cores}), ${machine.memoryGB} GB, ` +
			`${machine.kernel}, Node ${machine.node}. ${isQuick ? 'The quick form, which says less. ' : ''}` +
			(runs === 1 ? 'One run.' : `Medians of ${runs} interleaved runs.`),
		`Ours at ${ours}; ${others.join(', ')}.`
	].join('\n');
}
