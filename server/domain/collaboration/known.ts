// What a document holds, without the document: how far each client's edits reach, and which of them are deleted.
// Enough to say of an update whether it is new, known already, or waits for something that has not come; no Y.Doc
// is built for it. A decoded keystroke costs a fraction of a microsecond, an applied one twenty times that.
import { createDecoder } from 'lib0/decoding';
import * as Y from 'yjs';
import { BoundedDecoder } from './bounded-decoder.ts';
import { runOf, type Run } from './joining.ts';
import { Nesting, refuseTooDeep } from './nesting.ts';
import { NotTheProtocol, varUints } from './protocol.ts';

export type Assessment = {
	/** `gap`: it refers to edits that are not here. */
	is: 'new' | 'known' | 'gap';
	/** Units (letters, mostly) that stood here before and are deleted by it. */
	deleted: number;
	/** Set when it is new and nothing but one client's edits in a row. */
	run: Run | null;
};

const gap: Assessment = { is: 'gap', deleted: 0, run: null };
const known: Assessment = { is: 'known', deleted: 0, run: null };

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];
type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Id = { client: number; clock: number };

/** No client of ours makes four thousand million edits; larger clocks would overflow in somebody's editor. */
const highestClock = 2 ** 32;

/**
 * Decodes the whole of an update, and sees to it that nothing hides behind its end. What comes from a client has
 * limits that a stored document has outgrown in a long life.
 * @throws NotTheProtocol
 */
export function decodeUpdate(update: Uint8Array, from: 'client' | 'store'): Decoded {
	// Y.decodeUpdate keeps its decoder to itself; handing ours in shows how far it came.
	const Decoder = from === 'client' ? BoundedDecoder : Y.UpdateDecoderV1;
	const decoder = new Decoder(createDecoder(update));
	const ours = function () {
		return decoder;
	};
	let decoded: Decoded;
	try {
		decoded = Y.decodeUpdateV2(update, ours as never);
	} catch (error) {
		if (error instanceof NotTheProtocol) throw error;
		throw new NotTheProtocol(
			`not an update: ${error instanceof Error ? error.message : 'unknown'}`
		);
	}
	if (decoder.restDecoder.pos !== update.length) {
		throw new NotTheProtocol('an update that goes on after its end');
	}
	return decoded;
}

export class Known {
	readonly #reach = new Map<number, number>();
	/** Per client: start, end, start, end … in order, never touching. */
	readonly #deleted = new Map<number, number[]>();
	readonly #nesting = new Nesting();

	/** Clients with the clock each has reached, as Yjs writes a state vector. */
	vector(): Uint8Array {
		const clients = [...this.#reach].filter(([, clock]) => clock > 0);
		return varUints([clients.length, ...clients.flat()]);
	}

	/**
	 * Takes an update that the store holds: it was assessed when it came.
	 * @returns false, and nothing is taken, when it builds on edits that are not here: the store has been damaged
	 * @throws NotTheProtocol when it is no update
	 */
	add(update: Uint8Array): boolean {
		return this.#assess(decodeUpdate(update, 'store'), () => {}).is !== 'gap';
	}

	/** Assesses an update and, when it is new, takes it. @throws NotTheProtocol */
	take(update: Uint8Array): Assessment {
		return this.#assess(decodeUpdate(update, 'client'), refuseTooDeep);
	}

	#assess(decoded: Decoded, look: (depth: number) => void): Assessment {
		try {
			return this.#takeWhenNew(decoded, this.#reachAfter(decoded.structs, look));
		} finally {
			this.#nesting.undo();
		}
	}

	#takeWhenNew(decoded: Decoded, reached: ReadonlyMap<number, number> | null): Assessment {
		if (reached === null) return gap;
		const reach = (client: number): number => reached.get(client) ?? this.#reach.get(client) ?? 0;
		let isNew = reached.size > 0;
		for (const [client, ranges] of decoded.ds.clients) {
			for (const { clock, len } of ranges) {
				if (clock + len > reach(client)) return gap;
				isNew ||= len > 0 && !this.#isDeleted(client, clock, clock + len);
			}
		}
		if (!isNew) return known;
		const run = runOf(decoded, (client) => this.#reach.get(client) ?? 0);
		return { is: 'new', deleted: this.#take(reached, decoded), run };
	}

	/** @returns how many units that stood here before have gone. */
	#take(reached: ReadonlyMap<number, number>, decoded: Decoded): number {
		const deleted = this.#delete(decoded);
		for (const [client, clock] of reached) this.#reach.set(client, clock);
		this.#nesting.keep();
		return deleted;
	}

	/**
	 * How far the clients reach with these edits added, for those that get further; null when one of the edits
	 * could not be placed. Each must follow the one before it and stand next to edits that are there: placed in
	 * any order that works, as Yjs itself does.
	 * @param look sees how deep each edit stands, and may refuse by throwing
	 */
	#reachAfter(
		structs: readonly Struct[],
		look: (depth: number) => void
	): Map<number, number> | null {
		if (structs.length === 1) return this.#reachAfterOne(structs[0] as Struct, look);
		const reached = new Map<number, number>();
		const reach = (client: number): number => reached.get(client) ?? this.#reach.get(client) ?? 0;
		const queues = new Map<number, Struct[]>();
		for (const struct of structs) {
			const { client, clock } = struct.id;
			const end = clock + struct.length;
			if (end > highestClock) throw new NotTheProtocol('a clock too high');
			if (struct instanceof Y.Skip || end <= (this.#reach.get(client) ?? 0)) continue;
			const queue = queues.get(client);
			if (queue === undefined) queues.set(client, [struct]);
			else queue.push(struct);
		}

		/** Clients whose next edit waits for this client to get further. */
		const waiting = new Map<number, number[]>();
		const positions = new Map<number, number>();
		const ready = [...queues.keys()];
		for (let client = ready.pop(); client !== undefined; client = ready.pop()) {
			const queue = queues.get(client) ?? [];
			let position = positions.get(client) ?? 0;
			for (; position < queue.length; position++) {
				const struct = queue[position] as Struct;
				if (struct.id.clock > reach(client)) return null;
				const missing = neighbours(struct).find((id) => reach(id.client) <= id.clock);
				if (missing !== undefined) {
					if (missing.client === client) throw new NotTheProtocol('an edit that follows itself');
					const others = waiting.get(missing.client);
					if (others === undefined) waiting.set(missing.client, [client]);
					else others.push(client);
					break;
				}
				look(this.#nesting.place(struct, reach(client)));
				reached.set(client, Math.max(reach(client), struct.id.clock + struct.length));
			}
			if (position > (positions.get(client) ?? 0)) {
				for (const other of waiting.get(client) ?? []) ready.push(other);
				waiting.delete(client);
			}
			positions.set(client, position);
		}
		const isPlaced = [...queues].every(([client, queue]) => positions.get(client) === queue.length);
		return isPlaced ? reached : null;
	}

	/** The same for a keystroke: nothing to put in order. */
	#reachAfterOne(struct: Struct, look: (depth: number) => void): Map<number, number> | null {
		const { client, clock } = struct.id;
		const end = clock + struct.length;
		if (end > highestClock) throw new NotTheProtocol('a clock too high');
		const reach = this.#reach.get(client) ?? 0;
		if (struct instanceof Y.Skip || end <= reach) return new Map();
		if (clock > reach) return null;
		for (const id of neighbours(struct)) {
			if ((this.#reach.get(id.client) ?? 0) > id.clock) continue;
			if (id.client === client) throw new NotTheProtocol('an edit that follows itself');
			return null;
		}
		look(this.#nesting.place(struct, reach));
		return new Map([[client, end]]);
	}

	/** @returns how many units that stood here before have gone. */
	#delete(decoded: Decoded): number {
		let gone = 0;
		for (const [client, ranges] of decoded.ds.clients) {
			let deleted = this.#deleted.get(client);
			if (deleted === undefined) this.#deleted.set(client, (deleted = []));
			const reach = this.#reach.get(client) ?? 0;
			for (const { clock, len } of ranges) {
				gone += join(deleted, clock, Math.min(clock + len, reach));
				join(deleted, clock, clock + len);
			}
		}
		return gone;
	}

	#isDeleted(client: number, start: number, end: number): boolean {
		const deleted = this.#deleted.get(client) ?? [];
		// The boundary at or before `start`: an even one opens a range.
		const index = boundariesUpTo(deleted, start) - 1;
		return index >= 0 && index % 2 === 0 && (deleted[index + 1] as number) >= end;
	}
}

/** The edits an edit stands next to or within. */
function neighbours(struct: Struct): Id[] {
	if (!(struct instanceof Y.Item)) return [];
	const ids: Id[] = [];
	if (struct.origin !== null) ids.push(struct.origin);
	if (struct.rightOrigin !== null) ids.push(struct.rightOrigin);
	if (struct.parent instanceof Y.ID) ids.push(struct.parent);
	return ids;
}

/** How many boundaries are not above `value`. */
function boundariesUpTo(boundaries: readonly number[], value: number): number {
	let low = 0;
	let high = boundaries.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((boundaries[middle] as number) <= value) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Adds a range to sorted ranges, joining those it touches. @returns how much of it was not in there yet. */
function join(boundaries: number[], start: number, end: number): number {
	if (end <= start) return 0;
	// A boundary that equals the start closes a range that touches: it goes, and the range grows.
	const first = boundariesUpTo(boundaries, start - 1);
	const last = boundariesUpTo(boundaries, end);
	const inserted: number[] = [];
	if (first % 2 === 0) inserted.push(start);
	if (last % 2 === 0) inserted.push(end);
	let fresh = end - start;
	let isCovered = first % 2 === 1;
	let from = start;
	for (let index = first; index <= last; index++) {
		const boundary = index === last ? end : (boundaries[index] as number);
		if (isCovered) fresh -= boundary - from;
		isCovered = !isCovered;
		from = boundary;
	}
	boundaries.splice(first, last - first, ...inserted);
	return fresh;
}
