// Rows of the log on their way to the worker: many small updates in one piece of memory that is handed over, not
// copied. Two hundred thousand objects of a few bytes each would hold up the thread that everybody waits for.
import type { LogEntry } from '../document-store.ts';

export type LogRow = {
	seq: number;
	/** Who wrote it; null for the workspace itself. */
	memberId: string | null;
	/** Milliseconds since the epoch. */
	at: number;
	bytes: Uint8Array;
};

export type PackedRows = {
	seqs: Float64Array<ArrayBuffer>;
	ats: Float64Array<ArrayBuffer>;
	/** Index into `memberIds`. */
	members: Uint32Array<ArrayBuffer>;
	memberIds: (string | null)[];
	/** Where each row's bytes end. */
	ends: Uint32Array<ArrayBuffer>;
	bytes: Uint8Array<ArrayBuffer>;
};

/** Packs rows for `postMessage`; `transferOf` names what can be handed over. */
export function packRows(entries: readonly LogEntry[]): PackedRows {
	const size = entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
	const indexes = new Map<string | null, number>();
	const packed: PackedRows = {
		seqs: new Float64Array(entries.length),
		ats: new Float64Array(entries.length),
		members: new Uint32Array(entries.length),
		memberIds: [],
		ends: new Uint32Array(entries.length),
		bytes: new Uint8Array(size)
	};
	let end = 0;
	entries.forEach(({ seq, at, memberId, bytes }, row) => {
		let member = indexes.get(memberId);
		if (member === undefined) {
			member = packed.memberIds.push(memberId) - 1;
			indexes.set(memberId, member);
		}
		packed.bytes.set(bytes, end);
		end += bytes.length;
		packed.seqs[row] = seq;
		packed.ats[row] = Date.parse(at);
		packed.members[row] = member;
		packed.ends[row] = end;
	});
	return packed;
}

export const transferOf = ({ seqs, ats, members, ends, bytes }: PackedRows): ArrayBuffer[] => [
	seqs.buffer,
	ats.buffer,
	members.buffer,
	ends.buffer,
	bytes.buffer
];

/** The rows again; their bytes are views. */
export function* unpackRows(packed: PackedRows): Generator<LogRow> {
	for (let row = 0; row < packed.seqs.length; row++) {
		yield {
			seq: packed.seqs[row] ?? 0,
			memberId: packed.memberIds[packed.members[row] ?? 0] ?? null,
			at: packed.ats[row] ?? 0,
			bytes: packed.bytes.subarray(packed.ends[row - 1] ?? 0, packed.ends[row])
		};
	}
}
