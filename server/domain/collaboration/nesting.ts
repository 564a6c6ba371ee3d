// How deep in the document each edit stands. Yjs deletes, and every editor draws, elements within elements by calling
// itself: some thousand levels exhaust the stack of everybody who opens the document. So depth is bounded when an
// edit comes, and for that it is known where the edits it stands next to are: three numbers for a paragraph, because
// what one person writes in one place has one depth.
import * as Y from 'yjs';
import { deepestNesting } from './limits.ts';
import { NotTheProtocol } from './protocol.ts';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/** Of what has been removed for good, and of all that refers to it: it stands nowhere, and nor does what is put in. */
const nowhere = 0;
/** Depth and clock share a number: clocks stay below 2^32. */
const places = 256;

export class Nesting {
	/** Per client: clock × places + depth, where the depth changes, in order. */
	readonly #changes = new Map<number, number[]>();
	/** Per client: how many changes were certain before what is being tried. */
	readonly #certain = new Map<number, number>();

	/**
	 * Places an edit, or what of it lies at or after `clock`. All that it stands next to has been placed; edits of
	 * one client come in order.
	 * @returns its depth
	 */
	place(struct: Struct, clock: number): number {
		const { client } = struct.id;
		let changes = this.#changes.get(client);
		if (changes === undefined) this.#changes.set(client, (changes = []));
		const depth = Math.min(this.#depthOf(struct), places - 1);
		const last = changes.at(-1);
		if (last !== undefined && last % places === depth) return depth;
		if (!this.#certain.has(client)) this.#certain.set(client, changes.length);
		changes.push(clock * places + depth);
		return depth;
	}

	/** What was placed stays. */
	keep(): void {
		this.#certain.clear();
	}

	/** What was placed since `keep` was not taken after all. */
	undo(): void {
		for (const [client, length] of this.#certain) {
			const changes = this.#changes.get(client);
			if (changes !== undefined) changes.length = length;
		}
		this.#certain.clear();
	}

	#depthOf(struct: Struct): number {
		if (!(struct instanceof Y.Item)) return nowhere;
		const { origin, rightOrigin, parent } = struct;
		if (origin !== null || rightOrigin !== null) {
			const left = origin === null ? undefined : this.#depthAt(origin);
			const right = rightOrigin === null ? undefined : this.#depthAt(rightOrigin);
			if (left === nowhere || right === nowhere) return nowhere;
			return left ?? right ?? nowhere;
		}
		if (!(parent instanceof Y.ID)) return 1;
		const above = this.#depthAt(parent);
		return above === nowhere ? nowhere : above + 1;
	}

	#depthAt({ client, clock }: Y.ID): number {
		const changes = this.#changes.get(client);
		if (changes === undefined) return nowhere;
		const wanted = clock * places + places - 1;
		let low = 0;
		let high = changes.length;
		// Most often it is the last one: people write where they wrote.
		if ((changes[high - 1] ?? 0) <= wanted) low = high;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((changes[middle] as number) <= wanted) low = middle + 1;
			else high = middle;
		}
		return low === 0 ? nowhere : (changes[low - 1] as number) % places;
	}
}

/** @throws NotTheProtocol */
export function refuseTooDeep(depth: number): void {
	if (depth > deepestNesting) throw new NotTheProtocol('elements nested too deep');
}
