// One client on a bare TCP socket. No WebSocket library and no Y.Doc: with those, five hundred clients would cost more
// than the server they are to measure. All connections read into one buffer.
import net from 'node:net';
import { ByteReader, ByteWriter } from './bytes.ts';
import type { Dialect } from './dialects.ts';
import { clientFrame, opcode, readHead } from './frames.ts';

/** Where a server is, and how it wants to be spoken to. */
export type Target = {
	port: number;
	dialect: Dialect;
	/** Address of a room, with its query. */
	pathOf(room: string): string;
	headers: Readonly<Record<string, string>>;
};

export type ConnectionEvents = {
	/** An update lies in `bytes` from `from` to `to`, and only during the call. */
	onUpdate?(bytes: Buffer, from: number, to: number, at: number): void;
	/** So many of this connection's updates have been called saved. */
	onSaved?(count: number, at: number): void;
	onSynced?(): void;
};

const readBuffer = Buffer.allocUnsafe(1024 * 1024);
/** Frames above this are gathered in a buffer of their size instead of growing one piece by piece. */
const largeFrame = 64 * 1024;
const emptyStateVector = Buffer.of(0);
const emptyUpdate = Buffer.of(0, 0);

export class Connection {
	isOpen = false;
	isSynced = false;
	isClosed = false;
	/** Why it closed, for the report. */
	closedWith = '';
	frames = 0;
	bytes = 0;
	/** Messages that could not be read. */
	unreadable = 0;
	readonly socket: net.Socket;
	readonly #target: Target;
	readonly #room: string;
	readonly #events: ConnectionEvents;
	readonly #prefix: Buffer;
	/** Servers count our answers to their questions as if they were updates. */
	#answers = 0;
	/** The beginning of something that has not all come. */
	#partial: Buffer | null = null;
	/** A large frame being filled. */
	#filling: { frame: Buffer; length: number } | null = null;

	constructor(target: Target, room: string, events: ConnectionEvents = {}) {
		this.#target = target;
		this.#room = room;
		this.#events = events;
		this.#prefix = target.dialect.prefix(room);
		this.socket = net.connect({
			host: '127.0.0.1',
			port: target.port,
			onread: {
				buffer: readBuffer,
				callback: (length) => {
					this.bytes += length;
					if (!this.isClosed) this.#receive(readBuffer, length);
					return !this.isClosed;
				}
			}
		});
		this.socket.setNoDelay(true);
		this.socket.on('error', (error) => this.#close(error.message));
		this.socket.on('close', () => this.#close('cut off'));
		this.socket.on('end', () => this.#close('ended'));
		this.socket.write(this.#handshake());
	}

	/** An update of ours: the hot path. */
	sendUpdate(update: Uint8Array): void {
		if (this.isClosed) return;
		const message = new ByteWriter(this.#prefix.length + update.length + 8);
		message.bytes(this.#prefix).byte(0).byte(2).buffer(update);
		this.socket.write(clientFrame(message.done()));
	}

	sendPresence(state: Uint8Array): void {
		this.send(new ByteWriter(state.length + 8).byte(1).buffer(state).done());
	}

	/** A message, in the server's dialect. */
	send(message: Uint8Array): void {
		this.sendRaw(clientFrame(Buffer.concat([this.#prefix, message])));
	}

	/** Bytes as they are, frame and all. */
	sendRaw(bytes: Uint8Array): void {
		if (!this.isClosed) this.socket.write(bytes);
	}

	/** Says it has the document up to an empty state, and so asks for all of it. */
	ask(): void {
		this.send(new ByteWriter().byte(0).byte(0).buffer(emptyStateVector).done());
	}

	destroy(): void {
		this.#close('by us');
	}

	markSynced(): void {
		if (this.isSynced) return;
		this.isSynced = true;
		this.#events.onSynced?.();
	}

	#close(why: string): void {
		if (this.isClosed) return;
		this.isClosed = true;
		this.closedWith = why;
		this.socket.destroy();
	}

	#handshake(): string {
		const lines = [
			`GET ${this.#target.pathOf(this.#room)} HTTP/1.1`,
			`Host: 127.0.0.1:${this.#target.port}`,
			'Upgrade: websocket',
			'Connection: Upgrade',
			'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
			'Sec-WebSocket-Version: 13',
			...Object.entries(this.#target.headers).map(([name, value]) => `${name}: ${value}`)
		];
		return `${lines.join('\r\n')}\r\n\r\n`;
	}

	#receive(chunk: Buffer, length: number): void {
		let bytes = chunk;
		let at = 0;
		let end = length;
		const filling = this.#filling;
		if (filling !== null) {
			at = Math.min(length, filling.frame.length - filling.length);
			chunk.copy(filling.frame, filling.length, 0, at);
			filling.length += at;
			if (filling.length < filling.frame.length) return;
			this.#filling = null;
			this.#readFrames(filling.frame, 0, filling.frame.length);
		}
		if (this.#partial !== null) {
			bytes = Buffer.concat([this.#partial, chunk.subarray(at, length)]);
			at = 0;
			end = bytes.length;
			this.#partial = null;
		}
		if (!this.isOpen) {
			const head = bytes.subarray(0, end).indexOf('\r\n\r\n');
			if (head < 0) {
				this.#partial = Buffer.from(bytes.subarray(at, end));
				return;
			}
			const status = bytes.toString('latin1', 0, bytes.indexOf('\r\n'));
			if (!status.startsWith('HTTP/1.1 101')) return this.#close(status);
			at = head + 4;
			this.isOpen = true;
			this.#target.dialect.begin(this, this.#room);
		}
		const rest = this.#readFrames(bytes, at, end);
		if (rest < end && !this.isClosed) this.#keep(bytes, rest, end);
	}

	#keep(bytes: Buffer, from: number, end: number): void {
		const head = readHead(bytes, from, end);
		const whole = head === null ? 0 : head.head + head.length;
		if (whole <= largeFrame) {
			this.#partial = Buffer.from(bytes.subarray(from, end));
			return;
		}
		const frame = Buffer.allocUnsafe(whole);
		this.#filling = { frame, length: bytes.copy(frame, 0, from, end) };
	}

	/** @returns where it stopped: before a frame that has not all come. */
	#readFrames(bytes: Buffer, from: number, end: number): number {
		const now = performance.now();
		let at = from;
		while (!this.isClosed) {
			const head = readHead(bytes, at, end);
			if (head === null || at + head.head + head.length > end) return at;
			const begin = at + head.head;
			at = begin + head.length;
			switch (head.code) {
				case opcode.ping:
					this.socket.write(clientFrame(bytes.subarray(begin, at), opcode.pong));
					break;
				case opcode.close:
					this.#close(`code ${head.length >= 2 ? bytes.readUInt16BE(begin) : 1005}`);
					break;
				case opcode.pong:
					break;
				default:
					this.frames += 1;
					this.#message(bytes, begin, at, now);
			}
		}
		return at;
	}

	#message(bytes: Buffer, from: number, to: number, now: number): void {
		try {
			this.#readMessage(new ByteReader(bytes, from, to), bytes, now);
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
			this.unreadable += 1;
		}
	}

	#readMessage(reader: ByteReader, bytes: Buffer, now: number): void {
		const { dialect } = this.#target;
		if (this.#prefix.length > 0) reader.skipBuffer();
		const type = reader.uint();
		if (type !== 0 && type !== 4) {
			const saved = dialect.read(this, type, reader);
			if (saved !== undefined) this.#events.onSaved?.(saved - this.#answers, now);
			return;
		}
		const subType = reader.uint();
		const length = reader.uint();
		if (subType === 0) {
			// What have we got? Nothing it has not had from us already.
			this.#answers += 1;
			this.send(new ByteWriter().byte(0).byte(1).buffer(emptyUpdate).done());
			return;
		}
		this.#events.onUpdate?.(bytes, reader.position, reader.position + length, now);
		if (subType === 1) this.markSynced();
	}
}
