// Tells a member who comes, goes and writes, in few words: what happens is gathered until it pauses and said together,
// never while the member is writing, and never what is switched off.
import type { Person } from '$lib/collab/presence.ts';
import type { HeardEdit } from './heard-edits.ts';
import { alsoHereInWords, editInWords, joinedInWords, leftInWords } from './listening-words.ts';
import type { AnnouncementKind } from './settings.svelte.ts';

/** So long after the last change, in milliseconds, what was gathered is said. */
const pause = 2_500;
/** Somebody who writes on and on is told of this often at least. */
const longest = 20_000;
/** So long after one's own last letter one is not spoken to. */
const afterOwn = 1_500;
/** Whoever reloads the page is back sooner, and has not left. */
const patienceWithLeaving = 6_000;

export type ListenerDeps = {
	say(sentences: string): void;
	/** What has been changed since this was last asked. */
	takeEdits(): HeardEdit[];
	/** Whether this is to be said. */
	wants(kind: AnnouncementKind): boolean;
	/** Whether changes in this section are to be said. */
	wantsFrom(field: string): boolean;
	withWords(): boolean;
	/** What the section is called in a sentence. */
	placeOf(field: string): string;
};

export class Listener {
	readonly #deps: ListenerDeps;
	/** Colleagues as they were last told of, by member; null until the first are known. */
	#told: Map<string, string> | null = null;
	#here = new Map<string, string>();
	readonly #goneSince = new Map<string, number>();
	#lastWrote = 0;
	/** Since when something has been waiting to be said; null when nothing is. */
	#waitingSince: number | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(deps: ListenerDeps) {
		this.#deps = deps;
	}

	/**
	 * Who is here now.
	 * @param isConnected a page that has lost its connection sees nobody; they have not left for that
	 */
	people(people: readonly Person[], isConnected: boolean): void {
		if (!isConnected) {
			this.#goneSince.clear();
			return;
		}
		const others = people.filter(({ isMe }) => !isMe);
		this.#here = new Map(others.map(({ memberId, name }) => [memberId, name]));
		for (const memberId of this.#here.keys()) this.#goneSince.delete(memberId);
		for (const memberId of this.#told?.keys() ?? []) {
			if (!this.#here.has(memberId) && !this.#goneSince.has(memberId)) {
				this.#goneSince.set(memberId, Date.now());
			}
		}
		this.#sayLater();
	}

	/** A colleague's change has come in. */
	heard(): void {
		this.#sayLater();
	}

	/** The member has written a letter: nobody speaks until the hand rests. */
	wrote(): void {
		this.#lastWrote = Date.now();
		if (this.#waitingSince !== null) this.#sayLater();
	}

	/** Ends its timer. */
	close(): void {
		clearTimeout(this.#timer);
	}

	#sayLater(): void {
		const now = Date.now();
		this.#waitingSince ??= now;
		const ownPause = this.#lastWrote + afterOwn;
		const due = Math.min(Math.max(now + pause, ownPause), this.#waitingSince + longest);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#sayNow(), Math.max(0, due - now));
	}

	#sayNow(): void {
		this.#waitingSince = null;
		const sentences = [...this.#comings(), ...this.#edits()];
		if (sentences.length > 0) this.#deps.say(sentences.join(' '));
		const [first] = this.#goneSince.values();
		if (first === undefined) return;
		this.#timer = setTimeout(() => this.#sayLater(), first + patienceWithLeaving - Date.now());
	}

	#comings(): string[] {
		const { wants } = this.#deps;
		if (this.#told === null) {
			this.#told = new Map(this.#here);
			const names = [...this.#here.values()];
			return names.length > 0 && wants('joining') ? [alsoHereInWords(names)] : [];
		}
		const told = this.#told;
		const joined = [...this.#here].filter(([memberId]) => !told.has(memberId));
		const left = [...this.#goneSince]
			.filter(([, since]) => Date.now() - since >= patienceWithLeaving)
			.map(([memberId]) => memberId);
		const leftNames = left.map((memberId) => told.get(memberId) ?? '');
		for (const [memberId, name] of joined) told.set(memberId, name);
		for (const memberId of left) {
			told.delete(memberId);
			this.#goneSince.delete(memberId);
		}
		const joinedNames = joined.map(([, name]) => name);
		return [
			...(joined.length > 0 && wants('joining') ? [joinedInWords(joinedNames)] : []),
			...(left.length > 0 && wants('leaving') ? [leftInWords(leftNames)] : [])
		];
	}

	#edits(): string[] {
		const { takeEdits, wants, wantsFrom, withWords, placeOf } = this.#deps;
		return takeEdits()
			.filter(({ field }) => wantsFrom(field))
			.map(({ author, field, added, removed }) =>
				editInWords(
					{
						author,
						added: wants('adding') ? added : '',
						removed: wants('removing') ? removed : ''
					},
					{ place: placeOf(field), withWords: withWords() }
				)
			)
			.filter((sentence) => sentence !== null);
	}
}
