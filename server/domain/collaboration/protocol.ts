// The wire: bytes to messages and back (y-websocket's protocol and three messages of our own). Pure; knows no
// room, no clock, no permission.
import { messageType, syncType } from '#shared/collab-protocol.ts';
import type { Notice } from '#shared/notice.ts';

/** What a client may say. */
export type ClientMessage =
	/** "This is what I have": asks for the rest. */
	| { type: 'step1'; vector: Uint8Array }
	/** An edit, or (step 2) everything the server said it lacks. */
	| { type: 'content'; isStep2: boolean; update: Uint8Array }
	| { type: 'presence'; update: Uint8Array }
	| { type: 'query-presence' }
	/** y-websocket's auth message; carries nothing for us, the upgrade has decided. */
	| { type: 'auth' };

/** The bytes are not the protocol: it costs this one connection, with 4400. */
export class NotTheProtocol extends Error {
	constructor(reason: string) {
		super(reason);
		this.name = 'NotTheProtocol';
	}
}

/** Reads numbers and byte strings, and refuses to read past the end. */
export class Reader {
	#position = 0;
	readonly #bytes: Uint8Array;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get isAtEnd(): boolean {
		return this.#position === this.#bytes.length;
	}

	/** Seven bits a byte, lowest first, as lib0 writes them. */
	varUint(): number {
		let value = 0;
		for (let factor = 1; factor <= 2 ** 49; factor *= 128) {
			const byte = this.#bytes[this.#position++];
			if (byte === undefined) throw new NotTheProtocol('ends within a number');
			value += (byte & 127) * factor;
			if (byte < 128) {
				if (!Number.isSafeInteger(value)) break;
				return value;
			}
		}
		throw new NotTheProtocol('a number too large');
	}

	/** A length and so many bytes: a view, not a copy. */
	varBytes(): Uint8Array {
		const length = this.varUint();
		const end = this.#position + length;
		if (end > this.#bytes.length) throw new NotTheProtocol('promises more bytes than there are');
		const bytes = this.#bytes.subarray(this.#position, end);
		this.#position = end;
		return bytes;
	}

	varText(): string {
		return Buffer.from(this.varBytes()).toString('utf8');
	}

	/** @throws NotTheProtocol when something follows. */
	end(): void {
		if (!this.isAtEnd) throw new NotTheProtocol('goes on after its end');
	}
}

/** @throws NotTheProtocol */
export function readMessage(bytes: Uint8Array): ClientMessage {
	const reader = new Reader(bytes);
	const type = reader.varUint();
	switch (type) {
		case messageType.sync: {
			const step = reader.varUint();
			const payload = reader.varBytes();
			reader.end();
			switch (step) {
				case syncType.step1:
					return { type: 'step1', vector: payload };
				case syncType.step2:
				case syncType.update:
					return { type: 'content', isStep2: step === syncType.step2, update: payload };
				default:
					throw new NotTheProtocol(`sync message ${step}`);
			}
		}
		case messageType.awareness: {
			const update = reader.varBytes();
			reader.end();
			return { type: 'presence', update };
		}
		case messageType.queryAwareness:
			reader.end();
			return { type: 'query-presence' };
		case messageType.auth:
			return { type: 'auth' };
		default:
			throw new NotTheProtocol(`message ${type}`);
	}
}

/** Bytes that `value` takes as a varUint. */
export function sizeOfVarUint(value: number): number {
	let size = 1;
	for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
	return size;
}

function writeNumber(into: Uint8Array, at: number, value: number): number {
	let position = at;
	let rest = value;
	while (rest >= 128) {
		into[position++] = (rest % 128) | 128;
		rest = Math.floor(rest / 128);
	}
	into[position++] = rest;
	return position;
}

/** Numbers in lib0's form. */
export function varUints(numbers: readonly number[]): Uint8Array {
	const bytes = new Uint8Array(numbers.reduce((size, number) => size + sizeOfVarUint(number), 0));
	let position = 0;
	for (const number of numbers) position = writeNumber(bytes, position, number);
	return bytes;
}

/** Some numbers, then one byte string with its length: the form of most messages. */
function message(numbers: readonly number[], payload: Uint8Array): Uint8Array {
	const head = [...numbers, payload.length];
	const size = head.reduce((sum, number) => sum + sizeOfVarUint(number), 0);
	const bytes = new Uint8Array(size + payload.length);
	let position = 0;
	for (const number of head) position = writeNumber(bytes, position, number);
	bytes.set(payload, position);
	return bytes;
}

export const step1Message = (vector: Uint8Array): Uint8Array =>
	message([messageType.sync, syncType.step1], vector);

export const step2Message = (update: Uint8Array): Uint8Array =>
	message([messageType.sync, syncType.step2], update);

export const updateMessage = (update: Uint8Array): Uint8Array =>
	message([messageType.sync, syncType.update], update);

/** The update within a message that `step2Message` or `updateMessage` made: a view. */
export function updateWithin(bytes: Uint8Array): Uint8Array {
	const reader = new Reader(bytes);
	reader.varUint();
	reader.varUint();
	return reader.varBytes();
}

export const presenceMessage = (update: Uint8Array): Uint8Array =>
	message([messageType.awareness], update);

/** Presence of nobody: changes nothing, and tells the client that the line is alive. */
export const heartbeatMessage = (): Uint8Array => presenceMessage(Uint8Array.of(0));

/** "So many of your content frames are on the disk." */
export const savedMessage = (count: number): Uint8Array => varUints([messageType.saved, count]);

/** "Saving fails; nothing is dropped, it is being tried again" or "over". */
export const troubleMessage = (isTrouble: boolean): Uint8Array =>
	varUints([messageType.saveTrouble, isTrouble ? 1 : 0]);

/** Something everybody in the document should know. */
export const noticeMessage = (notice: Notice): Uint8Array =>
	message([messageType.notice], Buffer.from(JSON.stringify(notice)));
