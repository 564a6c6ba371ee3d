// Everybody's connection drops at once and all come back: first to a server that ran on, then to one just restarted.
import { Crowd } from '../load/crowd.ts';
import type { Target } from '../load/connection.ts';
import { docOf, readRoom } from '../load/reading.ts';
import { seedRooms } from '../load/seeding.ts';
import { author, documentOf } from '../load/trace.ts';
import { becomes, delay } from '../load/waiting.ts';
import { documentSize } from '../sizes.ts';
import type { Case } from './case.ts';

const patience = 30_000;

export const storm: Case = async (bench) => {
	if (!bench.candidate.isDurable) return null;
	const { rooms, people } = bench.sizes.storm;
	const folder = bench.freshFolder();
	const server = await bench.start(folder);
	const document = documentOf(documentSize);
	const names = Array.from({ length: rooms }, (_, index) => `room-${index}`);
	await seedRooms(server.target, names, document.update);
	const failures: string[] = [];

	/** @returns how long (ms) until the last one has the document. */
	async function comeBack(target: Target, when: string): Promise<number> {
		const crowd = new Crowd(target, { rooms, people });
		const began = performance.now();
		crowd.enterAtOnce();
		// "Synced" alone can be said before there is anything to see.
		const isThere = await becomes(
			() =>
				crowd.connections.every(
					({ isSynced, bytes }) => isSynced && bytes > document.update.length / 2
				),
			patience
		);
		const took = performance.now() - began;
		if (!isThere) failures.push(`${when}, not everybody got the document back`);
		crowd.leave();
		return took;
	}

	const crowd = new Crowd(server.target, { rooms, people });
	await crowd.enter();
	await delay(500);
	crowd.leave();
	const warmMs = await comeBack(server.target, 'warm');
	const residentMB = server.residentMB();
	if (bench.candidate.savesLater) await server.settle();
	await server.kill();

	const again = await bench.start(folder);
	const restartedMs = await comeBack(again.target, 'after a restart');
	const { updates } = await readRoom(
		again.target,
		names[0] ?? '',
		new Map([[author, document.clock]])
	);
	if (docOf(updates).getText('t').toJSON() !== document.text) {
		failures.push('the document is not what was put there');
	}
	return { figures: { warmMs, restartedMs, residentMB }, failures };
};
