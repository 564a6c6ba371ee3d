// What several cases do.
import type { Crowd, Typed, Typing } from '../load/crowd.ts';
import { complaintsAbout } from '../load/reading.ts';
import type { Room } from '../load/room.ts';
import type { RunningServer } from '../servers/running.ts';
import type { Bench } from './case.ts';

/** Has the crowd type, and says what it cost the server: µs of CPU per delivered edit. */
export async function measureTyping(
	server: RunningServer,
	crowd: Crowd,
	typing: Typing
): Promise<Typed & { cpuMicros: number }> {
	const before = server.cpu();
	const typed = await crowd.type(typing);
	return { ...typed, cpuMicros: ((server.cpu() - before) * 1000) / typed.delivered };
}

/**
 * Everybody has everything; newcomers read it to the letter; and again after the server was killed and started anew.
 * What a peer puts off saving it is given time for: losing that is the case `kill`.
 */
export async function verify(
	bench: Bench,
	server: RunningServer,
	folder: string,
	crowd: Crowd
): Promise<string[]> {
	const missing = await crowd.missing();
	const failures = missing === 0 ? [] : [`${missing} letters did not reach everybody`];
	if (!bench.candidate.isDurable) return failures;
	const rooms = sampleOf(crowd.rooms);
	failures.push(...(await complaintsAbout(server.target, rooms)));
	crowd.leave();
	if (bench.candidate.savesLater) await server.settle();
	await server.end();
	const again = await bench.start(folder);
	const after = await complaintsAbout(again.target, rooms);
	failures.push(...after.map((complaint) => `after a restart, ${complaint}`));
	return failures;
}

/** Some of the rooms, from the first to the last. */
function sampleOf(rooms: readonly Room[], size = 20): Room[] {
	const step = Math.max(1, Math.floor(rooms.length / size));
	return rooms.filter((_, index) => index % step === 0);
}
