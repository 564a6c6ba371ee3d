// Many rows of the log as few: one for each person, with all that person's edits in that stretch. Only the moments
// between the first and the last go; who wrote what stays.
import { writeVarUint } from 'lib0/encoding';
import * as Y from 'yjs';
import { emptyUpdate } from '#shared/collab-protocol.ts';
import type { LogRow } from './log-rows.ts';

export type ThinnedRow = { memberId: string | null; bytes: Uint8Array };

/** Updates merged at once: the cost grows faster than their number. */
const atOnce = 100;

/** One row for each person, in the order in which they began. They build on each other: apply all or none. */
export function thinRows(rows: readonly LogRow[]): ThinnedRow[] {
	const byMember = Map.groupBy(rows, ({ memberId }) => memberId);
	return [...byMember].map(([memberId, own]) => ({
		memberId,
		bytes: mergeAll(own.map(({ bytes }) => bytes))
	}));
}

function mergeAll(updates: readonly Uint8Array[]): Uint8Array {
	let merged = updates;
	do {
		const next: Uint8Array[] = [];
		for (let first = 0; first < merged.length; first += atOnce) {
			next.push(joinRuns(Y.mergeUpdates(merged.slice(first, first + atOnce))));
		}
		merged = next;
	} while (merged.length > 1);
	return merged[0] ?? emptyUpdate;
}

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/**
 * Letters typed one after the other as one edit, which Yjs's own merging leaves apart: a tenth of the bytes. Yjs takes
 * such an edit apart again where somebody has written in between.
 */
export function joinRuns(update: Uint8Array): Uint8Array {
	const { structs, ds } = Y.decodeUpdate(update);
	const byClient = Map.groupBy(structs, ({ id }) => id.client);
	const encoder = new Y.UpdateEncoderV1();
	const out = encoder.restEncoder;
	writeVarUint(out, byClient.size);
	for (const [client, own] of byClient) {
		const joined = own.reduce<Struct[]>((done, struct) => {
			const last = done.at(-1);
			if (last === undefined || !isJoined(last, struct)) done.push(struct);
			return done;
		}, []);
		writeVarUint(out, joined.length);
		encoder.writeClient(client);
		writeVarUint(out, joined[0]?.id.clock ?? 0);
		for (const struct of joined) struct.write(encoder, 0);
	}
	writeDeletions(out, ds.clients);
	return encoder.toUint8Array();
}

/** Whether `next` went on where `last` ends, in the same words; then `last` holds both. */
function isJoined(last: Struct, next: Struct): boolean {
	if (!(last instanceof Y.Item && next instanceof Y.Item)) return false;
	const { client, clock } = last.id;
	const end = clock + last.length;
	const goesOn =
		next.id.clock === end &&
		next.origin?.client === client &&
		next.origin.clock === end - 1 &&
		Y.compareIDs(last.rightOrigin, next.rightOrigin) &&
		last.content.constructor === next.content.constructor;
	if (!goesOn || !last.content.mergeWith(next.content)) return false;
	last.length += next.length;
	return true;
}

type Deletions = ReturnType<typeof Y.decodeUpdate>['ds']['clients'];

function writeDeletions(out: Y.UpdateEncoderV1['restEncoder'], clients: Deletions): void {
	writeVarUint(out, clients.size);
	for (const [client, ranges] of clients) {
		writeVarUint(out, client);
		writeVarUint(out, ranges.length);
		for (const { clock, len } of ranges) {
			writeVarUint(out, clock);
			writeVarUint(out, len);
		}
	}
}
