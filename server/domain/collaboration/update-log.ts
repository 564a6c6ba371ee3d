// Messages with the updates that came after the snapshot, in one growing piece of memory: an object for each
// would cost ten times a keystroke's bytes, and a view of what arrived would keep its whole network buffer alive.

const firstCapacity = 1024;

export class UpdateLog {
	#chunk = new Uint8Array(0);
	/** Where each message ends in the chunk. */
	#ends: number[] = [];
	#after: number;

	/** @param after number of the last update that is not in here. */
	constructor(after: number) {
		this.#after = after;
	}

	get lastSeq(): number {
		return this.#after + this.#ends.length;
	}

	get count(): number {
		return this.#ends.length;
	}

	get byteLength(): number {
		return this.#ends.at(-1) ?? 0;
	}

	/** Takes a copy of the next message. */
	append(message: Uint8Array): void {
		const start = this.byteLength;
		const end = start + message.length;
		if (end > this.#chunk.length) {
			const larger = new Uint8Array(Math.max(firstCapacity, end, this.#chunk.length * 2));
			larger.set(this.#chunk.subarray(0, start));
			this.#chunk = larger;
		}
		this.#chunk.set(message, start);
		this.#ends.push(end);
	}

	/** The messages after update `seq`, in order, as views that stay as they are. */
	since(seq: number): Uint8Array[] {
		const messages: Uint8Array[] = [];
		for (let index = Math.max(0, seq - this.#after); index < this.#ends.length; index++) {
			messages.push(this.#chunk.subarray(this.#ends[index - 1] ?? 0, this.#ends[index]));
		}
		return messages;
	}

	/** Forgets the updates up to and including `seq`. Views given out before keep their bytes. */
	dropUpTo(seq: number): void {
		const dropped = Math.min(Math.max(0, seq - this.#after), this.#ends.length);
		if (dropped === 0) return;
		const start = this.#ends[dropped - 1] ?? 0;
		this.#chunk = this.#chunk.slice(start, this.byteLength);
		this.#ends = this.#ends.slice(dropped).map((end) => end - start);
		this.#after += dropped;
	}
}
