// A newcomer reads a room: what a server has really kept, to the letter. The bytes are gathered first and made into a
// real Y.Doc afterwards, so that reading takes no longer here than the server takes to answer.
import * as Y from 'yjs';
import { Connection, type Target } from './connection.ts';
import type { Room } from './room.ts';
import { letterAt, textName } from './updates.ts';
import { becomes } from './waiting.ts';
import { walkUpdate } from './walk-update.ts';

export type Reading = {
	updates: Uint8Array[];
	/** From opening the socket to the last content, in ms. */
	took: number;
	/** Edits there are of each client. */
	clocks: Map<number, number>;
	/** Bytes it took to come in. */
	bytes: number;
};

const longestReading = 120_000;

/**
 * Reads a room until the clients' edits are there, or nothing more comes.
 * @param patience Some servers say "synced" before they have looked at the disk: content so late (ms) still counts.
 * @throws when it is not let in.
 */
export async function readRoom(
	target: Target,
	room: string,
	expected: ReadonlyMap<number, number>,
	patience = 2_500
): Promise<Reading> {
	const began = performance.now();
	const reading: Reading = { updates: [], took: 0, clocks: new Map(), bytes: 0 };
	const { updates, clocks } = reading;
	let isAll = false;
	const connection = new Connection(target, room, {
		onUpdate(bytes, from, to, at) {
			reading.took = at - began;
			updates.push(Buffer.from(bytes.subarray(from, to)));
			walkUpdate(bytes, from, to, (client, clock, length) =>
				clocks.set(client, Math.max(clocks.get(client) ?? 0, clock + length))
			);
			isAll = [...expected].every(([client, clock]) => (clocks.get(client) ?? 0) >= clock);
		}
	});
	const isOver = (): boolean => (isAll && connection.isSynced) || connection.isClosed;
	await becomes(() => connection.isSynced || connection.isClosed, longestReading);
	for (let before = -1; !isOver() && before !== updates.length;) {
		before = updates.length;
		await becomes(() => isOver() || updates.length > before, patience);
	}
	reading.bytes = connection.bytes;
	if (connection.isClosed) throw new Error(`reading ${room}: ${connection.closedWith}`);
	connection.destroy();
	return reading;
}

/** The document these updates make. */
export function docOf(updates: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc();
	doc.transact(() => {
		for (const update of updates) Y.applyUpdate(doc, update);
	});
	return doc;
}

export type Check = {
	/** How far each writer's letters reach. */
	clocks: number[];
	/** What is wrong, in words. */
	complaints: string[];
};

/** Compares what a newcomer gets with what was typed. */
export async function checkRoom(target: Target, room: Room, patience?: number): Promise<Check> {
	const clients = room.clocks.map((_, writer) => room.firstClient + writer);
	const expected = new Map(clients.map((client, writer) => [client, room.clocks[writer] ?? 0]));
	const { updates } = await readRoom(target, room.name, expected, patience);
	const doc = docOf(updates);
	const clocks = clients.map((client) => Y.getState(doc.store, client));
	const lost = clocks.reduce(
		(sum, clock, writer) => sum + Math.max(0, (room.clocks[writer] ?? 0) - clock),
		0
	);
	const wrong = clients.reduce((sum, client) => sum + wrongLetters(doc, client), 0);
	const complaints: string[] = [];
	if (lost > 0) complaints.push(`${room.name}: ${lost} letters lost`);
	if (wrong > 0) complaints.push(`${room.name}: ${wrong} letters wrong`);
	if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
		complaints.push(`${room.name}: edits wait for others that are not there`);
	}
	if (room.witness !== null && textOf(docOf(room.witness)) !== textOf(doc)) {
		complaints.push(`${room.name}: a newcomer reads another text than a writer`);
	}
	doc.destroy();
	return { clocks, complaints };
}

/** What is wrong with these rooms, in words; empty when nothing is. */
export async function complaintsAbout(target: Target, rooms: readonly Room[]): Promise<string[]> {
	const found: string[] = [];
	for (const room of rooms) found.push(...(await checkRoom(target, room)).complaints);
	return found;
}

const textOf = (doc: Y.Doc): string => doc.getText(textName).toJSON();

/** Every letter is a function of its clock. */
function wrongLetters(doc: Y.Doc, client: number): number {
	let wrong = 0;
	for (const struct of doc.store.clients.get(client) ?? []) {
		const isText = struct instanceof Y.Item && struct.content instanceof Y.ContentString;
		const letters = isText ? (struct.content as Y.ContentString).str : '';
		for (let index = 0; index < struct.length; index++) {
			if (letters[index] !== letterAt(struct.id.clock + index)) wrong += 1;
		}
	}
	return wrong;
}
