// Types a recorded text into a room, edit by edit, no faster than a second person receives it.
import { Connection, type Target } from './connection.ts';
import type { Edit } from './trace.ts';
import { becomes } from './waiting.ts';
import { walkUpdate } from './walk-update.ts';

/** Edits that may be on their way. */
const ahead = 400;
const patience = 60_000;

/** Resolves when all has arrived. @throws when it does not. */
export async function replay(target: Target, room: string, edits: readonly Edit[]): Promise<void> {
	let arrived = 0;
	const writer = new Connection(target, room);
	const reader = new Connection(target, room, {
		onUpdate: (bytes, from, to) =>
			walkUpdate(bytes, from, to, (_client, clock, length) => {
				arrived = Math.max(arrived, clock + length);
			})
	});
	const both = [writer, reader];
	await becomes(() => both.every(({ isSynced }) => isSynced), patience);
	for (let sent = 0; sent < edits.length; sent += ahead) {
		const portion = edits.slice(sent, sent + ahead);
		for (const { update } of portion) writer.sendUpdate(update);
		const clock = portion.at(-1)?.clock ?? 0;
		const isThere = await becomes(() => arrived >= clock || both.some((c) => c.isClosed), patience);
		const closed = both.find(({ isClosed }) => isClosed);
		if (!isThere || closed !== undefined) {
			throw new Error(`replay stopped at edit ${sent}: ${closed?.closedWith ?? 'no answer'}`);
		}
	}
	for (const connection of both) connection.destroy();
}
