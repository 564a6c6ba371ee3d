// Eight attacks, each on a server of its own, while two people go on typing in the very room that is attacked.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as Y from 'yjs';
import type { AttackOrder } from '../attacks/attacker.ts';
import { attacks, type AttackName } from '../attacks/attacks.ts';
import { Bystanders } from '../load/bystanders.ts';
import type { Target } from '../load/connection.ts';
import { docOf, readRoom } from '../load/reading.ts';
import type { Room } from '../load/room.ts';
import { typedLetter } from '../load/updates.ts';
import { delay } from '../load/waiting.ts';
import type { RunningServer } from '../servers/running.ts';
import type { Bench, Case } from './case.ts';

const lettersPerSecond = 50;
/** How long (ms) the bystanders type in peace, and how long the server has to recover. */
const quiet = 4_000;
const recovery = 5_000;
const longestAttack = 60_000;

export const hostile: Case = async (bench) => {
	if (!bench.candidate.isDurable) return null;
	const figures: Record<string, number> = { survived: 0 };
	const failures: string[] = [];
	const worst = (figure: string, value: number): void => {
		figures[figure] = Math.max(figures[figure] ?? -Infinity, value);
	};
	for (const name of Object.keys(attacks) as AttackName[]) {
		const { isUp, peakMB, afterMB, slowdown, junkBytes, harm } = await attack(bench, name);
		if (isUp) figures['survived'] = (figures['survived'] ?? 0) + 1;
		else failures.push(`${name}: the server died`);
		failures.push(...harm.map((words) => `${name}: ${words}`));
		for (const [figure, value] of Object.entries({ peakMB, afterMB, slowdown, junkBytes })) {
			if (Number.isNaN(value)) continue;
			worst(figure, value);
			figures[`${name}:${figure}`] = value;
		}
	}
	// What the peers do is what is measured; only ours must not.
	return { figures, failures: bench.candidate.name === 'ours' ? failures : [] };
};

type Damage = {
	isUp: boolean;
	/** Memory above that of before: at most, and when all is over. */
	peakMB: number;
	afterMB: number;
	/** How many times later the bystanders' letters came, at the 99th percentile. */
	slowdown: number;
	/** What a newcomer is sent of the attack. */
	junkBytes: number;
	harm: string[];
};

async function attack(bench: Bench, name: AttackName): Promise<Damage> {
	const folder = bench.freshFolder();
	const server = await bench.start(folder);
	const bystanders = await Bystanders.enter(server.target);
	await bystanders.begin(lettersPerSecond);
	await delay(quiet);
	const inPeace = bystanders.soFar();

	const before = server.residentMB();
	let peak = before;
	const watch = setInterval(() => {
		if (server.isUp) peak = Math.max(peak, server.residentMB());
	}, 50);
	await runAttacker({
		attack: name,
		server: bench.candidate.name,
		port: server.target.port,
		folder,
		victim: bystanders.room.firstClient
	});
	const underAttack = bystanders.soFar();
	await delay(recovery);
	clearInterval(watch);
	const { missing } = await bystanders.end();

	const harm = missing === 0 ? [] : [`${missing} letters did not reach the other bystander`];
	// What the slow readers' companion pastes and deletes again are edits like any other.
	const leavesJunk = name !== 'slow-readers' && server.isUp;
	const junkBytes = leavesJunk ? await junkIn(server.target, bystanders.room, harm) : NaN;
	const damage = {
		isUp: server.isUp,
		peakMB: peak - before,
		afterMB: server.residentMB() - before,
		slowdown: underAttack.p99 / inPeace.p99,
		junkBytes,
		harm
	};
	await end(server, bystanders);
	return damage;
}

async function end(server: RunningServer, { room }: Bystanders): Promise<void> {
	for (const connection of room.connections) connection.destroy();
	await server.kill();
}

async function runAttacker(order: AttackOrder): Promise<void> {
	const script = path.join(import.meta.dirname, '../attacks/attacker.ts');
	// One that does not come to an end has been held off.
	await promisify(execFile)(process.execPath, [script, JSON.stringify(order)], {
		timeout: longestAttack
	}).catch((error: unknown) => {
		if ((error as { killed?: boolean }).killed !== true) throw error;
	});
}

/** What a newcomer gets besides the bystanders' letters. */
async function junkIn(target: Target, room: Room, harm: string[]): Promise<number> {
	const letters = room.clocks.flatMap((count, writer) =>
		Array.from({ length: count }, (_, clock) => typedLetter(room.firstClient + writer, clock))
	);
	const expected = new Map(room.clocks.map((clock, w) => [room.firstClient + w, clock]));
	try {
		const { updates } = await readRoom(target, room.name, expected);
		return sizeOf(updates) - sizeOf(letters);
	} catch (error) {
		harm.push(`a newcomer cannot read the room: ${String(error)}`);
		return NaN;
	}
}

/** As one update, with whatever waits for what will never come. */
function sizeOf(updates: readonly Uint8Array[]): number {
	const doc = docOf(updates);
	const { length } = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return length;
}
