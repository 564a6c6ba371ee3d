// What a document holds, without the document: how far each client's edits reach, and which of them are deleted.
// Enough to say of an update whether it is new, known already, or waits for something that has not come; no Y.Doc
// is built for it. A decoded keystroke costs a fraction of a microsecond, an applied one twenty times that.
import { createDecoder } from 'lib0/decoding';
import * as Y from 'yjs';
import { NotTheProtocol, varUints } from './protocol.ts';

/** `gap`: it refers to edits that are not here. */
export type Assessment = 'new' | 'known' | 'gap';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];
type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Id = { client: number; clock: number };

/** No client of ours makes four thousand million edits; larger clocks would overflow in somebody's editor. */
const highestClock = 2 ** 32;

/** Decodes the whole of an update, and sees to it that nothing hides behind its end. @throws NotTheProtocol */
export function decodeUpdate(update: Uint8Array): Decoded {
	// Y.decodeUpdate keeps its decoder to itself; handing ours in shows how far it came.
	const decoder = new Y.UpdateDecoderV1(createDecoder(update));
	const ours = function () {
		return decoder;
	};
	let decoded: Decoded;
	try {
		decoded = Y.decodeUpdateV2(update, ours as never);
	} catch (error) {
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

	/** Clients with the clock each has reached, as Yjs writes a state vector. */
	vector(): Uint8Array {
		const clients = [...this.#reach].filter(([, clock]) => clock > 0);
		return varUints([clients.length, ...clients.flat()]);
	}

	/** Takes an update that the log holds: it was assessed when it came. */
	add(update: Uint8Array): void {
		const decoded = decodeUpdate(update);
		for (const struct of decoded.structs) {
			if (!(struct instanceof Y.Skip)) this.#extend(struct);
		}
		this.#delete(decoded);
	}

	/** Assesses an update and, when it is new, takes it. @throws NotTheProtocol */
	take(update: Uint8Array): Assessment {
		const decoded = decodeUpdate(update);
		const reached = this.#reachAfter(decoded.structs);
		if (reached === null) return 'gap';
		const reach = (client: number): number => reached.get(client) ?? this.#reach.get(client) ?? 0;
		let isNew = reached.size > 0;
		for (const [client, ranges] of decoded.ds.clients) {
			for (const { clock, len } of ranges) {
				if (clock + len > reach(client)) return 'gap';
				isNew ||= len > 0 && !this.#isDeleted(client, clock, clock + len);
			}
		}
		if (!isNew) return 'known';
		for (const [client, clock] of reached) this.#reach.set(client, clock);
		this.#delete(decoded);
		return 'new';
	}

	/**
	 * How far the clients reach with these edits added, for those that get further; null when one of the edits
	 * could not be placed. Each must follow the one before it and stand next to edits that are there: placed in
	 * any order that works, as Yjs itself does.
	 */
	#reachAfter(structs: readonly Struct[]): Map<number, number> | null {
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

	#extend(struct: Struct): void {
		const { client, clock } = struct.id;
		const end = clock + struct.length;
		if (end > (this.#reach.get(client) ?? 0)) this.#reach.set(client, end);
	}

	#delete(decoded: Decoded): void {
		for (const [client, ranges] of decoded.ds.clients) {
			let deleted = this.#deleted.get(client);
			if (deleted === undefined) this.#deleted.set(client, (deleted = []));
			for (const { clock, len } of ranges) join(deleted, clock, clock + len);
		}
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

/** Adds a range to sorted ranges, joining those it touches. */
function join(boundaries: number[], start: number, end: number): void {
	if (end <= start) return;
	// A boundary that equals the start closes a range that touches: it goes, and the range grows.
	const first = boundariesUpTo(boundaries, start - 1);
	const last = boundariesUpTo(boundaries, end);
	const inserted: number[] = [];
	if (first % 2 === 0) inserted.push(start);
	if (last % 2 === 0) inserted.push(end);
	boundaries.splice(first, last - first, ...inserted);
}
