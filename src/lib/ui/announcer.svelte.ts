// What has just happened, said once: politely to a screen reader, and as a toast where it can be undone.
import { createContext } from 'svelte';

type Toast = { text: string; undo?: { label: string; run: () => void } };

/** Long enough to read twenty words and reach the button; the pointer or the focus on it stops the clock. */
const toastMilliseconds = 10_000;

export class Announcer {
	/** Alternates between two regions, so that the same words twice are said twice. */
	polite = $state<[string, string]>(['', '']);
	toast = $state<Toast | null>(null);
	#turn: 0 | 1 = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** Says it to a screen reader, without moving anything. */
	say(text: string): void {
		this.#turn = this.#turn === 0 ? 1 : 0;
		this.polite = this.#turn === 0 ? [text, ''] : ['', text];
	}

	/** Shows and says what has just been done; with `undo` it can be taken back. */
	show(text: string, undo?: Toast['undo']): void {
		this.toast = undo === undefined ? { text } : { text, undo };
		this.say(text);
		this.resume();
	}

	hide(): void {
		clearTimeout(this.#timer);
		this.toast = null;
	}

	/** Keeps the toast while somebody is at it. */
	hold(): void {
		clearTimeout(this.#timer);
	}

	resume(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.toast = null;
		}, toastMilliseconds);
	}
}

/** Every page has one: `getAnnouncer().say('Saved')`. */
export const [getAnnouncer, setAnnouncer] = createContext<Announcer>();
