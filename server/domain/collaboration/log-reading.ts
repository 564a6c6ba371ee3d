// A whole log read from its first update: what of it still fits together, and what does not.
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as Y from 'yjs';
import type { DocumentStore } from './document-store.ts';
import { Known } from './known.ts';
import { logPage } from './limits.ts';

export type Fault = { seq: number; reason: string };

/** Numbers of updates that were put together when old history was thinned. */
export type Stretch = { firstSeq: number; lastSeq: number };

export type ReadLog = {
	known: Known;
	sound: readonly Uint8Array[];
	damaged: readonly Fault[];
};

type Piece = { seq: number; bytes: Uint8Array };

const notAnUpdate = 'it cannot be read';
const buildsOnNothing = 'it builds on edits that are missing';

/** Takes an update in; says why when it cannot be. */
export function fault(known: Known, bytes: Uint8Array): string | null {
	try {
		return known.add(bytes) ? null : buildsOnNothing;
	} catch {
		return notAnUpdate;
	}
}

/**
 * Reads the log up to and including `last`.
 * @param stretches in order; the updates of one may build on each other both ways, so they are taken as one
 */
export async function readWholeLog(
	documents: Pick<DocumentStore, 'readLog'>,
	documentName: string,
	last: number,
	stretches: readonly Stretch[]
): Promise<ReadLog> {
	const known = new Known();
	const sound: Uint8Array[] = [];
	const damaged: Fault[] = [];

	function take(together: readonly Piece[]): void {
		const readable = together.filter(({ seq, bytes }) => {
			const isReadable = together.length === 1 || fault(new Known(), bytes) !== notAnUpdate;
			if (!isReadable) damaged.push({ seq, reason: notAnUpdate });
			return isReadable;
		});
		const updates = readable.map(({ bytes }) => bytes);
		const [first] = updates;
		if (first === undefined) return;
		const reason = fault(known, updates.length === 1 ? first : Y.mergeUpdates(updates));
		if (reason === null) sound.push(...updates);
		else damaged.push(...readable.map(({ seq }) => ({ seq, reason })));
	}

	const together: Piece[] = [];
	let at = 0;
	for (let after = 0; after < last;) {
		const page = await documents.readLog(documentName, after, logPage);
		for (const { seq, bytes } of page) {
			if (seq > last) break;
			while ((stretches[at]?.lastSeq ?? Infinity) < seq) at++;
			const isFirst = seq <= (stretches[at]?.firstSeq ?? Infinity);
			const isWithPrevious = !isFirst && (together[0]?.seq ?? 0) >= (stretches[at]?.firstSeq ?? 0);
			if (!isWithPrevious) take(together.splice(0));
			together.push({ seq, bytes });
		}
		after = page.at(-1)?.seq ?? last;
		await nextTurn();
	}
	take(together);
	return { known, sound, damaged };
}
