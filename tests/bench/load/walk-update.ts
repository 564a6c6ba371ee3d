// Which edits an update holds, without building a document: servers may join, split or merge what they pass on, so
// counting frames would say nothing. updates.test.ts compares it with Yjs.
import { ByteReader } from './bytes.ts';

/** `length` edits of `client` from `clock` on. */
export type OnEdits = (client: number, clock: number, length: number) => void;

/** Deeper values than any editor writes; a bound keeps the walk from exhausting the stack. */
const deepest = 100;

/** Reports the edits of an update (format 1) in `bytes`. @throws RangeError when it is not one. */
export function walkUpdate(bytes: Uint8Array, from: number, to: number, onEdits: OnEdits): void {
	const reader = new ByteReader(bytes, from, to);
	const clients = reader.uint();
	for (let index = 0; index < clients; index++) {
		const structs = reader.uint();
		const client = reader.uint();
		let clock = reader.uint();
		for (let done = 0; done < structs; done++) {
			const info = reader.byte();
			const kind = info & 0x1f;
			if (kind === 10) {
				// A gap, not an edit.
				clock += reader.uint();
				continue;
			}
			const length = kind === 0 ? reader.uint() : skipItem(reader, info, kind);
			onEdits(client, clock, length);
			clock += length;
		}
	}
}

/** Past one item. @returns how many edits it counts for. */
function skipItem(reader: ByteReader, info: number, kind: number): number {
	const hasLeft = (info & 0x80) !== 0;
	const hasRight = (info & 0x40) !== 0;
	if (hasLeft) skipId(reader);
	if (hasRight) skipId(reader);
	if (!hasLeft && !hasRight) {
		const isRoot = reader.uint() === 1;
		if (isRoot) reader.skipBuffer();
		else skipId(reader);
		if ((info & 0x20) !== 0) reader.skipBuffer();
	}
	return skipContent(reader, kind);
}

function skipId(reader: ByteReader): void {
	reader.uint();
	reader.uint();
}

function skipContent(reader: ByteReader, kind: number): number {
	switch (kind) {
		case 1: // deleted
			return reader.uint();
		case 2: // JSON
			return repeat(reader.uint(), () => reader.skipBuffer());
		case 3: // binary
		case 5: // embed
			reader.skipBuffer();
			return 1;
		case 4: // text
			return textLength(reader);
		case 6: // format: name, value
			reader.skipBuffer();
			reader.skipBuffer();
			return 1;
		case 7: {
			// type; XML elements and hooks have a name
			const type = reader.uint();
			if (type === 3 || type === 5) reader.skipBuffer();
			return 1;
		}
		case 8: // values
			return repeat(reader.uint(), () => skipValue(reader));
		case 9: // sub-document
			reader.skipBuffer();
			skipValue(reader);
			return 1;
		default:
			throw new RangeError(`unknown content ${kind}`);
	}
}

/** UTF-16 units of a text; almost all are ASCII, and then it is their number of bytes. */
function textLength(reader: ByteReader): number {
	const from = reader.position;
	const bytes = reader.uint();
	const first = reader.position;
	reader.skip(bytes);
	for (let at = first; at < reader.position; at++) {
		if ((reader.bytes[at] ?? 0) >= 0x80) {
			return new ByteReader(reader.bytes, from, reader.position).text().length;
		}
	}
	return bytes;
}

/** Past one value in lib0's notation. */
function skipValue(reader: ByteReader, depth = 0): void {
	if (depth > deepest) throw new RangeError('nested too deeply');
	const kind = reader.byte();
	switch (kind) {
		case 127: // undefined
		case 126: // null
		case 121: // false
		case 120: // true
			return;
		case 125: // integer
			while ((reader.byte() & 0x80) !== 0);
			return;
		case 124: // 32-bit float
			return reader.skip(4);
		case 123: // 64-bit float
		case 122: // bigint
			return reader.skip(8);
		case 119: // text
		case 116: // binary
			return reader.skipBuffer();
		case 118: // object
			repeat(reader.uint(), () => {
				reader.skipBuffer();
				skipValue(reader, depth + 1);
			});
			return;
		case 117: // array
			repeat(reader.uint(), () => skipValue(reader, depth + 1));
			return;
		default:
			throw new RangeError(`unknown value ${kind}`);
	}
}

function repeat(times: number, step: () => void): number {
	for (let index = 0; index < times; index++) step();
	return times;
}
