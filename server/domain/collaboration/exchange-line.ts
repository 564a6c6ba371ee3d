// One line over HTTP as a room wants a connection: what the room says waits here until it is asked for.
import { messageType } from '#shared/collab-protocol.ts';
import type { Connection } from './delivery.ts';
import { largestFrame } from './limits.ts';
import { presenceMessage, Reader, varUints } from './protocol.ts';

/** Why a line has ended: a close code of the collaboration socket. */
export type Ending = { code: number; reason: string };

/** What is answered to a turn. */
export type TurnAnswer = { frames: string[]; closed?: Ending };

/** Messages that somebody waits for. */
const news: readonly number[] = [messageType.saved, messageType.saveTrouble];

export class ExchangeLine implements Connection {
	/** Why it has ended. */
	closed: Ending | null = null;
	/** Number of the last turn taken. */
	turn = 0;
	answer: Promise<TurnAnswer> = Promise.resolve({ frames: [] });
	#frames: Uint8Array[] = [];
	#bytes = 0;
	readonly #presence = new PresencePile();
	#begun: Uint8Array[] = [];
	#wake: (() => void) | null = null;

	send(message: Uint8Array): void {
		if (this.closed !== null) return;
		const type = message[0] ?? 0;
		if (type === messageType.awareness) {
			this.#presence.add(message);
			return;
		}
		this.#frames.push(message);
		this.#bytes += message.length;
		if (news.includes(type)) this.#wake?.();
	}

	/** What still waits is not handed out: whoever comes back gets it from the log (C91). */
	close(code: number, reason: string): void {
		this.closed ??= { code, reason };
		this.take();
		this.#wake?.();
	}

	waiting(): number {
		return this.#bytes + this.#presence.byteLength;
	}

	/** All that waits; it waits no more. */
	take(): Uint8Array[] {
		const frames = this.#frames;
		const presence = this.#presence.take();
		this.#frames = [];
		this.#bytes = 0;
		return presence === null ? frames : [...frames, presence];
	}

	/** Resolves when there is news of saving, or when the line ends; `giveUp` ends the waiting. */
	news(): { comes: Promise<void>; giveUp(): void } {
		const { promise: comes, resolve } = Promise.withResolvers<void>();
		this.#wake = resolve;
		return { comes, giveUp: resolve };
	}

	/**
	 * Joins what came in pieces (C93).
	 * @param continues whether the last of these goes on in the next turn
	 * @returns the frames that are whole; null when one would be larger than a frame may be.
	 */
	join(pieces: readonly Uint8Array[], continues: boolean): Uint8Array[] | null {
		const whole: Uint8Array[] = [];
		for (const [index, piece] of pieces.entries()) {
			this.#begun.push(piece);
			if (sizeOf(this.#begun) > largestFrame) return null;
			if (continues && index === pieces.length - 1) break;
			whole.push(this.#begun.length === 1 ? piece : Buffer.concat(this.#begun));
			this.#begun = [];
		}
		return whole;
	}
}

const sizeOf = (pieces: readonly Uint8Array[]): number =>
	pieces.reduce((sum, { length }) => sum + length, 0);

/** Presence that waits: of each client only the last, or a second of carets would be twenty messages (C94). */
class PresencePile {
	readonly #entries = new Map<number, { clock: number; text: Uint8Array }>();
	#byteLength = 0;
	/** An empty message too is to be handed on: it says that the line is alive. */
	#isTouched = false;

	get byteLength(): number {
		return this.#byteLength;
	}

	add(message: Uint8Array): void {
		this.#isTouched = true;
		const outer = new Reader(message);
		outer.varUint();
		const reader = new Reader(outer.varBytes());
		for (let left = reader.varUint(); left > 0; left--) {
			const [client, clock, text] = [reader.varUint(), reader.varUint(), reader.varBytes()];
			this.#byteLength += text.length - (this.#entries.get(client)?.text.length ?? 0);
			this.#entries.set(client, { clock, text });
		}
	}

	take(): Uint8Array | null {
		if (!this.#isTouched) return null;
		const parts = [...this.#entries].flatMap(([client, { clock, text }]) => [
			varUints([client, clock, text.length]),
			text
		]);
		const message = presenceMessage(Buffer.concat([varUints([this.#entries.size]), ...parts]));
		this.#entries.clear();
		this.#byteLength = 0;
		this.#isTouched = false;
		return message;
	}
}
