// Puts a ready-made document into many rooms.
import { Connection, type Target } from './connection.ts';
import { becomes, delay } from './waiting.ts';

/** Rooms at a time. */
const together = 20;
const patience = 20_000;
/** Time (ms) for a server that acknowledges nothing to have read it. */
const readingTime = 100;

/** @throws when a room does not let the writer in. */
export async function seedRooms(
	target: Target,
	rooms: readonly string[],
	update: Uint8Array
): Promise<void> {
	const waiting = [...rooms];
	async function seedNext(): Promise<void> {
		for (let room = waiting.shift(); room !== undefined; room = waiting.shift()) {
			let saved = 0;
			const writer = new Connection(target, room, { onSaved: (count) => (saved = count) });
			const isIn = await becomes(() => writer.isSynced || writer.isClosed, patience);
			if (!isIn || writer.isClosed) throw new Error(`${room}: ${writer.closedWith}`);
			writer.sendUpdate(update);
			if (target.dialect.saysSaved) await becomes(() => saved > 0, patience);
			else await delay(readingTime);
			writer.destroy();
		}
	}
	await Promise.all(Array.from({ length: together }, seedNext));
}
