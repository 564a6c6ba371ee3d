// The binary notation of Yjs and its protocols: variable-length integers, and buffers that say their own length.

/** A growing buffer to write to. */
export class ByteWriter {
	#bytes: Buffer;
	#length = 0;

	constructor(capacity = 64) {
		this.#bytes = Buffer.allocUnsafe(capacity);
	}

	byte(value: number): this {
		this.#make(1);
		this.#bytes[this.#length++] = value;
		return this;
	}

	uint(value: number): this {
		this.#make(10);
		let rest = value;
		// Not shifted: numbers here may need more than 32 bits.
		while (rest > 0x7f) {
			this.#bytes[this.#length++] = 0x80 | (rest % 0x80);
			rest = Math.floor(rest / 0x80);
		}
		this.#bytes[this.#length++] = rest;
		return this;
	}

	bytes(values: Uint8Array): this {
		this.#make(values.length);
		this.#bytes.set(values, this.#length);
		this.#length += values.length;
		return this;
	}

	/** Bytes with their length before them. */
	buffer(values: Uint8Array): this {
		return this.uint(values.length).bytes(values);
	}

	text(value: string): this {
		return this.buffer(Buffer.from(value));
	}

	/** What has been written; the writer is not to be used afterwards. */
	done(): Buffer {
		return this.#bytes.subarray(0, this.#length);
	}

	#make(room: number): void {
		const needed = this.#length + room;
		if (needed <= this.#bytes.length) return;
		const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
		this.#bytes.copy(larger, 0, 0, this.#length);
		this.#bytes = larger;
	}
}

/** Reads from `position` to `end` and no further. */
export class ByteReader {
	readonly bytes: Uint8Array;
	position: number;
	readonly end: number;

	constructor(bytes: Uint8Array, position = 0, end = bytes.length) {
		this.bytes = bytes;
		this.position = position;
		this.end = end;
	}

	byte(): number {
		const value = this.bytes[this.position];
		if (this.position >= this.end || value === undefined) throw new RangeError('ends too early');
		this.position += 1;
		return value;
	}

	uint(): number {
		let value = 0;
		let weight = 1;
		for (;;) {
			const byte = this.byte();
			value += (byte & 0x7f) * weight;
			if (byte < 0x80) return value;
			weight *= 0x80;
		}
	}

	skip(count: number): void {
		this.position += count;
		if (this.position > this.end) throw new RangeError('ends too early');
	}

	/** Past bytes that say their own length. */
	skipBuffer(): void {
		this.skip(this.uint());
	}

	text(): string {
		const length = this.uint();
		const from = this.position;
		this.skip(length);
		return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + from, length).toString();
	}
}
