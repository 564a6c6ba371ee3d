// A line to a document for networks that let no WebSocket through: shaped like a WebSocket, so that everything above
// it stays as it is, and carried by questions over HTTP (#shared/exchange.ts). It asks often while people are about,
// seldom in a tab that nobody sees, and at once when something was written.
import { fromBase64, toBase64 } from 'lib0/buffer';
import { messageType } from '#shared/collab-protocol.ts';
import {
	largestTurn,
	mostFramesInTurn,
	type ExchangeInput,
	type ExchangeOutput
} from '#shared/exchange.ts';
import { contentOf } from './content-frames.ts';

/** Letters written within this (ms) leave together. */
const gathering = 250;
/** Between two questions (ms) while people are about, while nobody has done anything for a while, and unseen. */
const pauses = { busy: 1_000, idle: 3_000, hidden: 10_000 };
/** So long (ms) after the last sign of life nobody is about. */
const idleAfter = 30_000;
/** Pauses (ms) before the same question is asked again when no answer came. */
const retries = [300, 1_000];
/** An empty presence message, which only says that the line is alive. */
const heartbeatLength = 3;

export type PollingOptions = {
	/** Puts one question. Rejects when there was no answer; a refusal is an answer that says `closed`. */
	ask(question: ExchangeInput): Promise<ExchangeOutput>;
	/** Version of this editor. */
	schema: number;
	isHidden(): boolean;
	clock: { now(): number; after(milliseconds: number, work: () => void): () => void };
	/** A frame with text has been taken to be sent. */
	onContent?(carries: 'everything' | 'change'): void;
	/** The line has ended. @param wasAnswered whether the server has ever answered on it */
	onEnd?(wasAnswered: boolean): void;
};

/** Close code of a line that went dead, as browsers give it. */
const abnormal = 1006;

type Handler<Event> = ((event: Event) => void) | null;

export class PollingSocket {
	readonly CONNECTING = 0;
	readonly OPEN = 1;
	readonly CLOSED = 3;
	binaryType: BinaryType = 'arraybuffer';
	onopen: Handler<object> = null;
	onmessage: Handler<{ data: Uint8Array }> = null;
	onerror: Handler<object> = null;
	onclose: Handler<{ code: number; reason: string }> = null;
	readyState: 0 | 1 | 3 = this.CONNECTING;

	readonly #options: PollingOptions;
	#line: string | undefined;
	#turn = 0;
	#wasAnswered = false;
	#isAsking = false;
	#outgoing: Uint8Array[] = [];
	/** When the oldest text that waits was written. */
	#urgentSince: number | null = null;
	/** When somebody, here or elsewhere, last did something. */
	#aliveAt: number;
	#cancelTimer: () => void = () => {};

	constructor(options: PollingOptions) {
		this.#options = options;
		this.#aliveAt = options.clock.now();
		void this.#takeTurn();
	}

	/** Presence waits for the next question; everything else is sent soon. */
	send(data: Uint8Array): void {
		if (this.readyState !== this.OPEN) return;
		this.#outgoing.push(data);
		if (data[0] === messageType.awareness) return;
		const now = this.#options.clock.now();
		const carries = contentOf(data);
		if (carries !== null) this.#options.onContent?.(carries);
		if (carries === 'change') this.#aliveAt = now;
		this.#urgentSince ??= now;
		this.#askSoon();
	}

	/** Somebody looks at the page again: asks at once. */
	hurry(): void {
		if (this.readyState === this.OPEN) this.#askIn(0);
	}

	/** Ends it, and lets the others know that one has gone. */
	close(code = 1000, reason = ''): void {
		if (this.readyState === this.CLOSED) return;
		this.readyState = this.CLOSED;
		this.#cancelTimer();
		this.#outgoing = [];
		this.#leave(this.#line);
		this.#options.onEnd?.(this.#wasAnswered);
		tell(this.onclose, { code, reason });
	}

	async #takeTurn(): Promise<void> {
		if (this.#isAsking || this.readyState === this.CLOSED) return;
		this.#isAsking = true;
		this.#cancelTimer();
		const isFirst = this.readyState === this.CONNECTING;
		this.#urgentSince = null;
		const { schema } = this.#options;
		const turn = ++this.#turn;
		const said = { line: this.#line, turn, schema, leaves: false, ...this.#pack() };
		const answer = await this.#askUntilAnswered(said, isFirst ? [] : retries);
		this.#isAsking = false;
		if (answer !== null) this.#wasAnswered = true;
		if (this.#isClosed()) return this.#leave(isFirst ? answer?.line : undefined);
		if (answer === null) return this.#ended(abnormal, 'no answer');
		if (isFirst && answer.closed === undefined) {
			this.#line = answer.line;
			this.readyState = this.OPEN;
			tell(this.onopen, {});
		}
		for (const frame of answer.frames) this.#read(fromBase64(frame));
		if (this.#isClosed()) return;
		if (answer.closed !== undefined) return this.#ended(answer.closed.code, answer.closed.reason);
		if (isFirst || said.continues) this.#askIn(0);
		else this.#askSoon();
	}

	/** As many frames as one question may carry; of the last one perhaps only the beginning. */
	#pack(): Pick<ExchangeInput, 'frames' | 'continues'> {
		const frames: string[] = [];
		let room = largestTurn;
		for (;;) {
			const frame = this.#outgoing[0];
			if (frame === undefined) return { frames, continues: false };
			if (room === 0 || frames.length === mostFramesInTurn) {
				this.#urgentSince = 0;
				return { frames, continues: false };
			}
			const piece = frame.subarray(0, room);
			frames.push(toBase64(piece));
			room -= piece.length;
			if (piece.length < frame.length) {
				this.#outgoing[0] = frame.subarray(piece.length);
				return { frames, continues: true };
			}
			this.#outgoing.shift();
		}
	}

	/** The server takes a turn once, however often it is told, so the same question is safe to ask again. */
	async #askUntilAnswered(
		said: ExchangeInput,
		pausesBetween: readonly number[]
	): Promise<ExchangeOutput | null> {
		for (const pause of [...pausesBetween, null]) {
			try {
				return await this.#options.ask(said);
			} catch {
				if (pause === null || this.#isClosed()) return null;
				await new Promise<void>((resolve) => this.#options.clock.after(pause, resolve));
			}
		}
		return null;
	}

	#read(frame: Uint8Array): void {
		if (this.#isClosed()) return;
		const isHeartbeat = frame[0] === messageType.awareness && frame.length <= heartbeatLength;
		if (!isHeartbeat) this.#aliveAt = this.#options.clock.now();
		tell(this.onmessage, { data: frame });
	}

	/** What was written leaves when it has gathered; otherwise the next question comes at its time. */
	#askSoon(): void {
		const now = this.#options.clock.now();
		if (this.#urgentSince !== null) return this.#askIn(this.#urgentSince + gathering - now);
		if (this.#options.isHidden()) return this.#askIn(pauses.hidden);
		this.#askIn(now - this.#aliveAt < idleAfter ? pauses.busy : pauses.idle);
	}

	#askIn(milliseconds: number): void {
		if (this.#isAsking) return;
		this.#cancelTimer();
		this.#cancelTimer = this.#options.clock.after(Math.max(0, milliseconds), () => {
			void this.#takeTurn();
		});
	}

	/** A method, because it changes while one waits. */
	#isClosed(): boolean {
		return this.readyState === this.CLOSED;
	}

	#ended(code: number, reason: string): void {
		this.#line = undefined;
		this.close(code, reason);
	}

	#leave(line: string | undefined): void {
		if (line === undefined) return;
		const turn = this.#turn + 1;
		const goodBye = { line, turn, frames: [], continues: false, leaves: true };
		this.#options.ask(goodBye).catch(() => {});
	}
}

/** A listener that fails harms neither the line nor the other listeners, as with a WebSocket. */
function tell<Event>(handler: Handler<Event>, event: Event): void {
	try {
		handler?.(event);
	} catch (error) {
		queueMicrotask(() => {
			throw error;
		});
	}
}
