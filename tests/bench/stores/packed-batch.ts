// A batch as one object for another thread: cloning one buffer is cheaper than cloning a thousand.
import type { LogEntry } from '#server/domain/collaboration/document-store.ts';

export type PackedBatch = {
	heads: [documentName: string, seq: number, memberId: string | null, at: string, length: number][];
	/** All updates, end to end. */
	bytes: Uint8Array<ArrayBuffer>;
};

export function packBatch(entries: readonly LogEntry[]): PackedBatch {
	const heads: PackedBatch['heads'] = [];
	let size = 0;
	for (const { documentName, seq, memberId, at, bytes } of entries) {
		heads.push([documentName, seq, memberId, at, bytes.length]);
		size += bytes.length;
	}
	const all = new Uint8Array(size);
	let offset = 0;
	for (const { bytes } of entries) {
		all.set(bytes, offset);
		offset += bytes.length;
	}
	return { heads, bytes: all };
}
