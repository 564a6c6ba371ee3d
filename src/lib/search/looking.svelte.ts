// What stands in the palette: what is typed, what was found for it, and which line is chosen.
import type { FirstResults } from '#shared/search-output.ts';
import { placesFor } from './places.ts';
import { countInWords, sortWords } from './search-words.ts';

/** Typing on for so long (ms) means the last letter is not the query yet. */
const pause = 120;
/** A count is said when the typing has rested (ms), or a screen reader would never stop. */
const rest = 700;

export type Line = {
	id: string;
	href: string;
	titleHtml: string;
	snippet: string;
	context: string;
};
export type LineGroup = { id: string; title: string; lines: Line[] };

export class Looking {
	groups = $state.raw<readonly LineGroup[]>([]);
	/** Said to a screen reader. */
	said = $state('');
	trouble = $state('');
	chosen = $state(0);

	readonly #lines = $derived(this.groups.flatMap(({ lines }) => lines));
	readonly #prefix: string;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#saying: ReturnType<typeof setTimeout> | undefined;
	#request: AbortController | undefined;

	/** @param prefix begins every line's id, which the page must not hold twice */
	constructor(prefix: string) {
		this.#prefix = prefix;
		this.look('');
	}

	get line(): Line | undefined {
		return this.#lines[this.chosen];
	}

	/** Round the ends. */
	move(step: number): void {
		const count = this.#lines.length;
		if (count > 0) this.chosen = (this.chosen + step + count) % count;
	}

	moveTo(end: 'first' | 'last'): void {
		this.chosen = end === 'first' ? 0 : Math.max(0, this.#lines.length - 1);
	}

	choose(line: Line): void {
		this.chosen = this.#lines.indexOf(line);
	}

	/** What stands in the field now. */
	look(typed: string): void {
		clearTimeout(this.#timer);
		this.#request?.abort();
		const query = typed.trim();
		if (query === '') {
			this.#show([], query);
			return;
		}
		this.#timer = setTimeout(() => void this.#ask(query), pause);
	}

	async #ask(query: string): Promise<void> {
		const request = new AbortController();
		this.#request = request;
		try {
			const response = await fetch(`/api/v1/search/first?q=${encodeURIComponent(query)}`, {
				signal: request.signal
			});
			if (!response.ok) throw new Error(String(response.status));
			const { groups } = (await response.json()) as FirstResults;
			this.trouble = '';
			this.#show(groups, query);
		} catch {
			if (request.signal.aborted) return;
			this.trouble = 'The search did not answer. What you typed is kept: type on to try again.';
			this.#show([], query);
		}
	}

	#show(found: FirstResults['groups'], query: string): void {
		let number = 0;
		const nextId = (): string => `${this.#prefix}-line-${++number}`;
		const results = found.map(({ sort, items }) => ({
			id: `${this.#prefix}-${sort}`,
			title: sortWords[sort],
			lines: items.map(({ url, titleHtml, snippet, context }) => ({
				id: nextId(),
				href: url,
				titleHtml,
				snippet,
				context
			}))
		}));
		const goTo = placesFor(query).map((place) => ({ ...place, id: nextId() }));
		this.groups = [
			...results,
			...(goTo.length === 0 ? [] : [{ id: `${this.#prefix}-places`, title: 'Go to', lines: goTo }])
		];
		this.chosen = 0;
		clearTimeout(this.#saying);
		const count = results.reduce((sum, { lines }) => sum + lines.length, 0);
		this.#saying = setTimeout(() => {
			this.said = query === '' ? '' : `${countInWords(count)}.`;
		}, rest);
	}
}
