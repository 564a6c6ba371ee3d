// The server is killed at a random moment while thirty people type. Lost is what another had already seen, or what its
// writer had been told is saved, and is not there after the restart.
import { Crowd } from '../load/crowd.ts';
import { checkRoom } from '../load/reading.ts';
import { delay } from '../load/waiting.ts';
import type { Bench, Case } from './case.ts';

const crowdSize = { rooms: 10, people: 3 };
const lettersPerSecond = 8;
/** From the first letter to the kill, in ms. */
const soonest = 500;
const latest = 6_000;

/** What is not there so long (ms) after "synced" is lost: otherwise each lost room would take its time. */
const lateContent = 600;

export const kill: Case = async (bench) => {
	if (!bench.candidate.isDurable) return null;
	const figures = { seen: 0, lostSeen: 0, saved: 0, lostSaved: 0, longestLostMs: 0 };
	const failures: string[] = [];
	for (let time = 0; time < bench.sizes.kill.times; time++) {
		failures.push(...(await killOnce(bench, figures)));
	}
	if (bench.candidate.name === 'ours') {
		if (figures.lostSeen > 0)
			failures.push(`${figures.lostSeen} letters another had seen are lost`);
		if (figures.lostSaved > 0) failures.push(`${figures.lostSaved} letters called saved are lost`);
	}
	return { figures, failures };
};

type Losses = Record<'seen' | 'lostSeen' | 'saved' | 'lostSaved' | 'longestLostMs', number>;

async function killOnce(bench: Bench, losses: Losses): Promise<string[]> {
	const folder = bench.freshFolder();
	const server = await bench.start(folder);
	const crowd = new Crowd(server.target, crowdSize);
	await crowd.enter();
	const over = new AbortController();
	const typing = crowd.type({
		rate: lettersPerSecond,
		seconds: latest / 1000,
		patience: 100,
		until: over.signal
	});
	await delay(soonest + Math.random() * (latest - soonest));
	await server.kill();
	const killedAt = performance.now();
	over.abort();
	await typing;

	const again = await bench.start(folder);
	const complaints: string[] = [];
	for (const room of crowd.rooms) {
		const check = await checkRoom(again.target, room, lateContent);
		complaints.push(...check.complaints.filter((complaint) => !complaint.endsWith('letters lost')));
		for (const [writer, kept] of check.clocks.entries()) {
			for (const [letter, at] of (room.seenAt[writer] ?? []).entries()) {
				losses.seen += 1;
				if (letter < kept) continue;
				losses.lostSeen += 1;
				losses.longestLostMs = Math.max(losses.longestLostMs, killedAt - at);
			}
			const saved = room.savedAt[writer]?.length ?? 0;
			losses.saved += saved;
			losses.lostSaved += Math.max(0, saved - kept);
		}
	}
	await again.kill();
	return complaints;
}
