// One WebSocket as the engine wants it: messages of a turn of the event loop leave in one write, the same message to
// many sockets is framed once, and how much is still unsent can be asked. Frames are put on the TCP socket here
// rather than through ws.send: one system call for each message is what makes a plain relay four times slower.
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Connection } from '#server/domain/collaboration/delivery.ts';

/** Frames of a turn are copied together up to this many bytes; more are handed over as they are. */
const worthCopying = 64 * 1024;

export type Line = Connection & {
	/** Cuts the connection without a word. */
	cut(): void;
};

/** Makes lines that share their framing and their turn's end. */
export function createLines(): (ws: WebSocket, socket: Duplex) => Line {
	const unsent = new Set<() => void>();
	let isScheduled = false;
	/** A broadcast sends the same message many times in a row. */
	let lastMessage: Uint8Array | undefined;
	let lastFrame: Buffer | undefined;

	function frameOf(message: Uint8Array): Buffer {
		if (message !== lastMessage || lastFrame === undefined) {
			lastMessage = message;
			lastFrame = toFrame(message);
		}
		return lastFrame;
	}

	function endOfTurn(): void {
		isScheduled = false;
		lastMessage = undefined;
		lastFrame = undefined;
		const flushes = [...unsent];
		unsent.clear();
		for (const flush of flushes) flush();
	}

	return (ws, socket) => {
		let frames: Buffer[] = [];
		let bytes = 0;

		const isOpen = (): boolean => ws.readyState === ws.OPEN && socket.writable;

		function flush(): void {
			const outgoing = frames;
			const size = bytes;
			frames = [];
			bytes = 0;
			if (!isOpen()) return;
			if (outgoing.length === 1 && outgoing[0] !== undefined) {
				socket.write(outgoing[0]);
			} else if (size <= worthCopying) {
				socket.write(Buffer.concat(outgoing, size));
			} else {
				socket.cork();
				for (const frame of outgoing) socket.write(frame);
				socket.uncork();
			}
		}

		return {
			send(message) {
				if (!isOpen()) return;
				const frame = frameOf(message);
				frames.push(frame);
				bytes += frame.length;
				unsent.add(flush);
				if (!isScheduled) {
					isScheduled = true;
					setImmediate(endOfTurn);
				}
			},
			close(code, reason) {
				unsent.delete(flush);
				flush();
				if (ws.readyState !== ws.OPEN) return;
				// A close frame carries at most 123 bytes of reason.
				ws.close(code, reason.slice(0, 100));
			},
			cut: () => ws.terminate(),
			waiting: () => bytes + socket.writableLength
		};
	};
}

/** A whole binary message as one unmasked frame (RFC 6455, 5.2). */
function toFrame(message: Uint8Array): Buffer {
	const { length } = message;
	const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
	const frame = Buffer.allocUnsafe(headLength + length);
	frame[0] = 0x82;
	if (headLength === 2) {
		frame[1] = length;
	} else if (headLength === 4) {
		frame[1] = 126;
		frame.writeUInt16BE(length, 2);
	} else {
		frame[1] = 127;
		frame.writeBigUInt64BE(BigInt(length), 2);
	}
	frame.set(message, headLength);
	return frame;
}
