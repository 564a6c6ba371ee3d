// What an open document costs, and whether it is given back when everybody has left.
import { Connection } from '../load/connection.ts';
import { seedRooms } from '../load/seeding.ts';
import { documentOf } from '../load/trace.ts';
import { becomes, delay } from '../load/waiting.ts';
import { documentSize } from '../sizes.ts';
import type { Case } from './case.ts';

/** Connections opened at a time. */
const wave = 50;
const patience = 15_000;
/** Documents may be kept a while for somebody who comes straight back; ours are for 30 s. */
const givingBackTime = 40_000;

export const memory: Case = async (bench) => {
	if (!bench.candidate.isDurable) return null;
	const names = Array.from({ length: bench.sizes.memory.documents }, (_, i) => `room-${i}`);
	const folder = bench.freshFolder();
	const document = documentOf(documentSize);
	const writing = await bench.start(folder);
	await seedRooms(writing.target, names, document.update);
	await writing.settle();
	await writing.kill();

	const server = await bench.start(folder);
	const before = server.residentMB();
	const readers: Connection[] = [];
	for (let first = 0; first < names.length; first += wave) {
		const opened = names
			.slice(first, first + wave)
			.map((name) => new Connection(server.target, name));
		readers.push(...opened);
		await becomes(
			() => opened.every(({ isClosed, bytes }) => isClosed || bytes > document.update.length / 2),
			patience
		);
	}
	await delay(1_000);
	const open = server.residentMB();
	const short = readers.filter(
		({ isClosed, bytes }) => isClosed || bytes <= document.update.length / 2
	);
	for (const reader of readers) reader.destroy();
	await delay(givingBackTime);
	const after = server.residentMB();
	return {
		figures: {
			perDocumentKB: ((open - before) * 1024) / names.length,
			givenBack: (open - after) / (open - before),
			beforeMB: before,
			openMB: open,
			afterMB: after
		},
		failures: short.length === 0 ? [] : [`${short.length} documents did not open`]
	};
};
