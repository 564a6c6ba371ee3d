// WebSocket frames. Those of a client are masked, as the protocol demands; the mask itself does not matter.

const mask = [0x37, 0xfa, 0x21, 0x3d] as const;

export const opcode = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A frame from client to server. */
export function clientFrame(payload: Uint8Array, code: number = opcode.binary): Buffer {
	const { length } = payload;
	const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
	const frame = Buffer.allocUnsafe(head + 4 + length);
	frame[0] = 0x80 | code;
	writeLength(frame, length);
	frame.set(mask, head);
	for (let index = 0; index < length; index++) {
		frame[head + 4 + index] = (payload[index] ?? 0) ^ (mask[index & 3] ?? 0);
	}
	return frame;
}

/** Only the head of a client's frame, promising so many bytes. */
export function promisedFrame(length: number): Buffer {
	const head = Buffer.alloc(14);
	head[0] = 0x80 | opcode.binary;
	head[1] = 0x80 | 127;
	head.writeBigUInt64BE(BigInt(length), 2);
	return head;
}

function writeLength(frame: Buffer, length: number): void {
	if (length < 126) {
		frame[1] = 0x80 | length;
	} else if (length < 65_536) {
		frame[1] = 0x80 | 126;
		frame.writeUInt16BE(length, 2);
	} else {
		frame[1] = 0x80 | 127;
		frame.writeBigUInt64BE(BigInt(length), 2);
	}
}

/** What stands at the head of a server's frame; null when not all of the head is here yet. */
export function readHead(
	bytes: Buffer,
	at: number,
	end: number
): { code: number; head: number; length: number } | null {
	if (end - at < 2) return null;
	const code = (bytes[at] ?? 0) & 0x0f;
	const short = (bytes[at + 1] ?? 0) & 0x7f;
	if (short < 126) return { code, head: 2, length: short };
	if (short === 126) {
		return end - at < 4 ? null : { code, head: 4, length: bytes.readUInt16BE(at + 2) };
	}
	return end - at < 10 ? null : { code, head: 10, length: Number(bytes.readBigUInt64BE(at + 2)) };
}
