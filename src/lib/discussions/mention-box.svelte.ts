// The list of people that opens while "@…" is being typed: asks the server, remembers which line is chosen, and
// stays away once nothing fits any more.
import { shortestQuery } from '#shared/mention-query.ts';

export type MentionChoice = { id: string; name: string; organisation: string; insert: string };

/** Typing on for so long means the last letter is not the query yet, in milliseconds. */
const pause = 150;

export class MentionBox {
	choices = $state.raw<readonly MentionChoice[]>([]);
	active = $state(0);

	readonly #address: () => string;
	#query = '';
	/** A query that found nobody: what begins like it finds nobody either. */
	#barren: string | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#request: AbortController | undefined;

	/** @param address where to ask, with its own parameters or none */
	constructor(address: () => string) {
		this.#address = address;
	}

	get isOpen(): boolean {
		return this.choices.length > 0;
	}

	/** What stands after "@" now; null when no mention is being typed. */
	look(query: string | null): void {
		const wanted = query?.trimStart() ?? '';
		if (wanted === this.#query) return;
		this.#query = wanted;
		clearTimeout(this.#timer);
		this.#request?.abort();
		const isBarren = this.#barren !== null && wanted.startsWith(this.#barren);
		if (wanted.length < shortestQuery || isBarren) {
			this.choices = [];
			return;
		}
		this.#timer = setTimeout(() => void this.#ask(wanted), pause);
	}

	/** Up and down the list, round its ends. */
	move(step: 1 | -1): void {
		this.active = (this.active + step + this.choices.length) % this.choices.length;
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#request?.abort();
		this.choices = [];
	}

	async #ask(query: string): Promise<void> {
		const request = new AbortController();
		this.#request = request;
		const base = this.#address();
		const address = `${base}${base.includes('?') ? '&' : '?'}q=${encodeURIComponent(query)}`;
		try {
			const response = await fetch(address, { signal: request.signal });
			if (!response.ok) return;
			const { items } = (await response.json()) as { items: MentionChoice[] };
			if (request.signal.aborted) return;
			this.#barren = items.length === 0 ? query : null;
			this.active = 0;
			this.choices = items;
		} catch {
			// No network, or typed on meanwhile: a mention can be typed by hand as well.
		}
	}
}
