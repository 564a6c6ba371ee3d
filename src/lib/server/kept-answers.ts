// Answers kept in memory as they were given, until the public record changes. Bounded: what was asked for longest ago
// goes first.

export type KeptAnswer = {
	headers: Readonly<Record<string, string>>;
	body: Uint8Array<ArrayBuffer>;
};

/** Bytes. Every page of ten rounds of forty reports, and as much again. */
const mostBytes = 64 * 1024 * 1024;

export class KeptAnswers {
	#revision = '';
	#bytes = 0;
	readonly #answers = new Map<string, KeptAnswer>();
	readonly #mostBytes: number;

	constructor(limit = mostBytes) {
		this.#mostBytes = limit;
	}

	/** @param revision of the record as it is now; what was kept of an earlier one is forgotten. */
	find(revision: string, address: string): KeptAnswer | undefined {
		this.#forgetOthers(revision);
		const found = this.#answers.get(address);
		if (found !== undefined) {
			this.#answers.delete(address);
			this.#answers.set(address, found);
		}
		return found;
	}

	/** @param revision of the record when the answer was begun, and still. */
	keep(revision: string, address: string, answer: KeptAnswer): void {
		this.#forgetOthers(revision);
		if (this.#answers.has(address)) return;
		this.#answers.set(address, answer);
		this.#bytes += answer.body.byteLength;
		for (const [oldest, { body }] of this.#answers) {
			if (this.#bytes <= this.#mostBytes) break;
			this.#answers.delete(oldest);
			this.#bytes -= body.byteLength;
		}
	}

	#forgetOthers(revision: string): void {
		if (this.#revision === revision) return;
		this.#revision = revision;
		this.#answers.clear();
		this.#bytes = 0;
	}
}
