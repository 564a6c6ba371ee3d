// Opening a paper of 260,000 edits after a restart, while two people type in another room.
import { writeFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Bystanders } from '../load/bystanders.ts';
import { docOf, readRoom } from '../load/reading.ts';
import { author, readTrace, textAfter } from '../load/trace.ts';
import { replay } from '../load/replay.ts';
import { delay } from '../load/waiting.ts';
import { paperRoom } from '../sizes.ts';
import type { Bench, Case } from './case.ts';

/** The reference server says "synced" at once and has the text six seconds later, in ms. */
const longestOpening = 60_000;

export const cold: Case = async (bench) => {
	if (!bench.candidate.isDurable) return null;
	const { folder: written, isNew } = bench.keptFolder();
	if (isNew) await writePaper(bench, written);
	const paper = readFileSync(path.join(written, 'paper.txt'), 'utf8');

	const server = await bench.start(bench.copyOf(written));
	const bystanders = await Bystanders.enter(server.target);
	await bystanders.begin(50);
	const before = server.residentMB();
	const edits = readTrace(bench.sizes.cold.edits);
	const expected = new Map([[author, edits.at(-1)?.clock ?? 0]]);
	const first = await readRoom(server.target, paperRoom, expected, longestOpening);
	await delay(500);
	const { latencies, missing } = await bystanders.end();
	const again = await readRoom(server.target, paperRoom, expected, longestOpening);

	const failures = missing === 0 ? [] : [`${missing} letters did not reach the bystanders`];
	const isPaper = [first, again].every(
		({ updates }) => docOf(updates).getText('t').toJSON() === paper
	);
	if (!isPaper) failures.push('the paper is not what was typed');
	return {
		figures: {
			openMs: first.took,
			againMs: again.took,
			bystanderMs: latencies.max,
			openKB: first.bytes / 1024,
			grownMB: server.residentMB() - before
		},
		failures
	};
};

/** Types the paper through the server, once for all runs. */
async function writePaper(bench: Bench, folder: string): Promise<void> {
	const edits = readTrace(bench.sizes.cold.edits);
	const server = await bench.start(folder);
	await replay(server.target, paperRoom, edits);
	await server.settle();
	await server.kill();
	writeFileSync(path.join(folder, 'paper.txt'), textAfter(edits));
}
