// What one page needs to follow colleagues by ear: their coming and going and their words said, quiet, and going along.
import type * as Y from 'yjs';
import { DeviceCopy } from '$lib/collab/device-copy.ts';
import { userOf, type Person } from '$lib/collab/presence.ts';
import { sectionField } from '#shared/document-fields.ts';
import { Following, type FollowingDeps } from './following.svelte.ts';
import { HeardEdits, type Author } from './heard-edits.ts';
import { Listener } from './listener.ts';
import { ListeningSettings } from './settings.svelte.ts';

export type ListeningDeps = FollowingDeps & {
	memberId: string;
	sections: readonly string[];
	/** The section one is in, by the caret or by what is in sight. */
	currentSection(): string;
};

export class Listening {
	readonly settings: ListeningSettings;
	readonly following: Following;

	readonly #deps: ListeningDeps;
	readonly #edits: HeardEdits;
	readonly #listener: Listener;
	/** Whose tab has which id; kept, because words may come in after their writer has left. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing of it is shown
	readonly #authors = new Map<number, Author>();

	constructor(deps: ListeningDeps) {
		this.#deps = deps;
		const { connection, say, memberId } = deps;
		this.settings = new ListeningSettings(memberId);
		this.following = new Following(deps);
		// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing of it is shown
		const keys = new Map(deps.sections.map((key) => [sectionField(key), key]));
		const keyOf = (field: string): string => keys.get(field) ?? '';
		this.#edits = new HeardEdits({
			doc: connection.doc,
			isIncoming: ({ local, origin }) =>
				connection.isReady && !local && !(origin instanceof DeviceCopy),
			authorOf: (clientId) => this.#authors.get(clientId) ?? null,
			onlyOneIn: (field) => onlyOne(connection.people, keyOf(field)),
			onHeard: () => this.#listener.heard()
		});
		this.#listener = new Listener({
			say,
			takeEdits: () => this.#edits.take().filter(({ author }) => author?.memberId !== memberId),
			wants: (kind) => !this.settings.isQuiet && this.settings[kind],
			wantsFrom: (field) => !this.settings.onlyHere || keyOf(field) === deps.currentSection(),
			withWords: () => this.settings.withWords,
			placeOf: (field) => deps.nameOf(keyOf(field))
		});
		this.#learnAuthors();
		connection.awareness.on('change', this.#learnAuthors);
		connection.doc.on('afterTransaction', this.#onTransaction);
	}

	/** Tells it who is here. */
	people(people: readonly Person[], isConnected: boolean): void {
		this.#listener.people(people, isConnected);
	}

	/** Ends it. */
	close(): void {
		const { connection } = this.#deps;
		connection.awareness.off('change', this.#learnAuthors);
		connection.doc.off('afterTransaction', this.#onTransaction);
		this.#edits.close();
		this.#listener.close();
		this.following.close();
	}

	readonly #learnAuthors = (): void => {
		for (const [clientId, state] of this.#deps.connection.awareness.getStates()) {
			const user = userOf(state);
			if (user !== null) this.#authors.set(clientId, user);
		}
	};

	readonly #onTransaction = ({ local, changed }: Y.Transaction): void => {
		if (!local || changed.size === 0) return;
		this.#listener.wrote();
		this.following.stop('writing');
	};
}

function onlyOne(people: readonly Person[], section: string): Author | null {
	const there = people.filter(({ isMe, sections }) => !isMe && sections.includes(section));
	const [one, ...others] = there;
	return one === undefined || others.length > 0 ? null : one;
}
