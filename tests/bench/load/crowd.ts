// Many rooms of people at once.
import type { Connection, Target } from './connection.ts';
import { newTally, Room, type Tally } from './room.ts';
import { latencies, type Latencies } from './statistics.ts';
import { becomes, delay } from './waiting.ts';

export type CrowdSize = {
	rooms: number;
	people: number;
	/** Rooms whose first writer keeps all it gets, for comparing with a Y.Doc. */
	witnesses?: number;
};

export type Typing = {
	/** Letters a second and writer. */
	rate: number;
	seconds: number;
	/** Writers in each room; the others read. All, unless said. */
	writers?: number;
	/** A caret with each letter, as editors send. */
	withCarets?: boolean;
	/** How long (ms) to wait for what is still on its way when nothing more arrives. */
	patience?: number;
	/** Ends the typing early. */
	until?: AbortSignal;
};

export type Typed = Latencies & {
	sent: number;
	/** The load kept the pace it was asked for. */
	keptPace: boolean;
	/** (edit, reader) pairs there should be, and those there were. */
	expected: number;
	delivered: number;
	deliveredPerSecond: number;
	framesPerEdit: number;
	/** Share of its core that the load itself needed: near 1 it measures itself. */
	loadBusy: number;
};

/** Connections opened at a time. */
const wave = 50;
const openingTime = 60_000;

export class Crowd {
	readonly rooms: readonly Room[];
	readonly #tally: Tally = newTally();
	readonly #target: Target;

	constructor(target: Target, { rooms, people, witnesses = 0 }: CrowdSize) {
		this.#target = target;
		this.rooms = Array.from({ length: rooms }, (_, index) => {
			const room = new Room(`room-${index}`, index, people, this.#tally);
			if (index < witnesses) room.witness = [];
			return room;
		});
	}

	get connections(): Connection[] {
		return this.rooms.flatMap((room) => room.connections);
	}

	/** Everybody comes in, some at a time, and has the document. @throws when somebody does not get in. */
	async enter(): Promise<void> {
		const seats = this.rooms.flatMap((room) => Array.from({ length: room.size }, () => room));
		for (let first = 0; first < seats.length; first += wave) {
			const opened = seats.slice(first, first + wave).map((room) => room.join(this.#target));
			await becomes(() => opened.every((each) => each.isSynced || each.isClosed), openingTime);
		}
		const out = this.connections.find((each) => !each.isSynced || each.isClosed);
		if (out !== undefined) throw new Error(`not let in: ${out.closedWith || 'no answer'}`);
	}

	/** Everybody knocks in the same moment; nobody is waited for. */
	enterAtOnce(): void {
		for (const room of this.rooms) {
			for (let person = 0; person < room.size; person++) room.join(this.#target);
		}
	}

	leave(): void {
		for (const connection of this.connections) connection.destroy();
	}

	/** Writers type at a constant pace, in an order as if by chance; ends when all has arrived or nothing more does. */
	async type(typing: Typing): Promise<Typed> {
		const { rate, seconds, withCarets = false, patience = 8_000, until } = typing;
		const tally = this.#tally;
		Object.assign(tally, newTally());
		const framesBefore = this.#frames();
		const writers = shuffled(
			this.rooms.flatMap((room) =>
				Array.from({ length: typing.writers ?? room.size }, (_, person) => ({ room, person }))
			)
		);
		const total = Math.round(seconds * rate * writers.length);
		const perMs = (rate * writers.length) / 1000;
		const cpuBefore = process.cpuUsage();
		const began = performance.now();
		let sent = 0;
		let expected = 0;
		// Behind by more than this, the load cannot keep the pace and there is nothing to measure.
		const longest = seconds * 1000 + 3_000;
		while (sent < total && performance.now() - began < longest && until?.aborted !== true) {
			const due = Math.min(total, Math.floor((performance.now() - began) * perMs) + 1);
			// In portions, so that what arrives meanwhile is read and not counted late.
			for (const stop = Math.min(due, sent + 64); sent < stop; sent++) {
				const { room, person } = writers[sent % writers.length] ?? {};
				room?.type(person ?? 0, withCarets);
				expected += (room?.size ?? 1) - 1;
			}
			await (sent < due ? nextTurn() : delay(1));
		}
		const sendingTook = performance.now() - began;
		await this.#arrived(expected, patience);
		const elapsed = performance.now() - began;
		const cpu = process.cpuUsage(cpuBefore);
		return {
			...latencies(tally.latencies),
			sent,
			keptPace: sent >= 0.97 * total && sendingTook < seconds * 1000 * 1.1 + 100,
			expected,
			delivered: tally.delivered,
			deliveredPerSecond: (1000 * tally.delivered) / elapsed,
			framesPerEdit: (this.#frames() - framesBefore) / sent,
			loadBusy: (cpu.user + cpu.system) / 1000 / elapsed
		};
	}

	/** Letters that somebody should have seen and has not, once what is late has had its time. */
	async missing(patience = 20_000): Promise<number> {
		const missing = (): number => this.rooms.reduce((sum, room) => sum + room.missing, 0);
		await becomes(() => missing() === 0, patience);
		return missing();
	}

	/** Waits until all has arrived; gives up when nothing has for `patience` ms. */
	async #arrived(expected: number, patience: number): Promise<void> {
		let before = -1;
		while (this.#tally.delivered < expected && this.#tally.delivered !== before) {
			before = this.#tally.delivered;
			await becomes(() => this.#tally.delivered >= expected, patience);
		}
	}

	#frames(): number {
		return this.connections.reduce((sum, { frames }) => sum + frames, 0);
	}
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function shuffled<T>(values: readonly T[]): T[] {
	return values
		.map((value) => ({ value, place: Math.random() }))
		.sort((a, b) => a.place - b.place)
		.map(({ value }) => value);
}
