// Colleagues' carets and selections in one section. Ten editors share one awareness: each is shown, and woken by,
// only what happens in its own section, and only what can be drawn; a state is a colleague's browser's word.
import { Extension } from '@tiptap/core';
import { Plugin, type EditorState } from '@tiptap/pm/state';
import { DecorationSet, type EditorView } from '@tiptap/pm/view';
import { setMeta, yCursorPlugin, yCursorPluginKey } from '@tiptap/y-tiptap';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { userOf } from '$lib/collab/presence.ts';
import type { PresenceUser } from '#shared/collab-protocol.ts';

/** How long the name stays on a caret after it moved, in milliseconds. */
const nameShownFor = 3000;

type Cursor = { anchor: unknown; head: unknown };
type Listener = () => void;

export type CaretOptions = {
	awareness: Awareness;
	/** Key of the section, as in the awareness field `section`. */
	section: string;
};

/** Shows colleagues' carets and selections in this section, and tells them of ours. */
export const Carets = Extension.create<CaretOptions>({
	name: 'carets',

	addProseMirrorPlugins(): Plugin[] {
		const { awareness, section } = this.options;
		const flags = new CaretFlags();
		const ofSection = new SectionAwareness(awareness, section, (clientId) => flags.moved(clientId));
		const plugin = yCursorPlugin(ofSection as unknown as Awareness, {
			cursorBuilder: (user: PresenceUser, clientId: number) => flags.build(user, clientId),
			selectionBuilder: (user: PresenceUser) => ({
				class: `remote-selection hand-${user.hand}`,
				nodeName: 'span'
			})
		}) as Plugin;
		return [plugin, new Plugin({ view: () => ({ update: drawAgain }) })];
	}
});

/** The plugin hides all carets when a paragraph is made or joined here, until their owners move: draws them again. */
function drawAgain(view: EditorView, before: EditorState): void {
	const drawn = (state: EditorState): unknown => yCursorPluginKey.getState(state);
	const isHidden = drawn(view.state) === DecorationSet.empty;
	if (isHidden && drawn(before) !== DecorationSet.empty) {
		setMeta(view, yCursorPluginKey, { awarenessUpdated: true });
	}
}

/** The part of an Awareness that the caret plugin uses, narrowed to one section. */
class SectionAwareness {
	readonly #awareness: Awareness;
	readonly #section: string;
	readonly #onMoved: (clientId: number) => void;
	readonly #listeners = new Set<Listener>();
	/** Where everybody in this section was when the editor was last woken. */
	#seen = new Map<number, string>();
	/** The caret as this editor told it last. */
	#told: unknown = null;

	constructor(awareness: Awareness, section: string, onMoved: (clientId: number) => void) {
		this.#awareness = awareness;
		this.#section = section;
		this.#onMoved = onMoved;
	}

	get clientID(): number {
		return this.#awareness.clientID;
	}

	getLocalState(): Record<string, unknown> | null {
		return this.#awareness.getLocalState();
	}

	/**
	 * Tells the others where our caret is. The plugin would tell it anew with each of their letters, though it stays
	 * where it was, and would take back what another editor of this page has told.
	 */
	setLocalStateField(field: string, value: unknown): void {
		const before: unknown = this.#awareness.getLocalState()?.[field] ?? null;
		const isOthers = value === null && before !== this.#told;
		if (isOthers || JSON.stringify(value) === JSON.stringify(before)) return;
		this.#told = value;
		this.#awareness.setLocalStateField(field, value);
	}

	getStates(): Map<number, { cursor: Cursor; user: PresenceUser }> {
		const here = new Map<number, { cursor: Cursor; user: PresenceUser }>();
		for (const [clientId, state] of this.#awareness.getStates()) {
			if (clientId === this.clientID || state['section'] !== this.#section) continue;
			const user = userOf(state);
			const cursor: unknown = state['cursor'];
			// A plain colour, because the plugin warns of any other; what is drawn comes from the class.
			if (user !== null && this.#canBeDrawn(cursor)) {
				here.set(clientId, { cursor, user: { ...user, color: '#000000' } });
			}
		}
		return here;
	}

	on(_event: 'change', listener: Listener): void {
		if (this.#listeners.size === 0) this.#awareness.on('change', this.#onChange);
		this.#listeners.add(listener);
	}

	off(_event: 'change', listener: Listener): void {
		this.#listeners.delete(listener);
		if (this.#listeners.size === 0) this.#awareness.off('change', this.#onChange);
	}

	readonly #onChange = (): void => {
		const now = new Map<number, string>();
		for (const [clientId, { cursor, user }] of this.getStates()) {
			now.set(clientId, JSON.stringify([cursor, user.name, user.hand]));
		}
		const moved = [...now].filter(([clientId, place]) => this.#seen.get(clientId) !== place);
		const hasLeft = [...this.#seen.keys()].some((clientId) => !now.has(clientId));
		this.#seen = now;
		if (moved.length === 0 && !hasLeft) return;
		for (const [clientId] of moved) this.#onMoved(clientId);
		for (const listener of this.#listeners) listener();
	};

	/** Tries what the plugin will do with it, which would otherwise throw in the middle of a transaction (F9). */
	#canBeDrawn(cursor: unknown): cursor is Cursor {
		if (typeof cursor !== 'object' || cursor === null) return false;
		const { anchor, head } = cursor as Partial<Cursor>;
		try {
			for (const place of [anchor, head]) {
				Y.createAbsolutePositionFromRelativePosition(
					Y.createRelativePositionFromJSON(place),
					this.#awareness.doc
				);
			}
			return true;
		} catch {
			return false;
		}
	}
}

/** The carets as drawn: the name shows for a while after each move, then only the caret stays. */
class CaretFlags {
	readonly #drawn = new Map<number, HTMLElement>();
	readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

	build(user: PresenceUser, clientId: number): HTMLElement {
		const caret = document.createElement('span');
		caret.className = `remote-caret hand-${user.hand}`;
		// Drawn by the style sheet: a name that is not text is neither copied nor read out in mid-sentence.
		caret.dataset['name'] = user.name;
		caret.setAttribute('aria-hidden', 'true');
		caret.classList.toggle('is-named', this.#timers.has(clientId));
		this.#drawn.set(clientId, caret);
		return caret;
	}

	moved(clientId: number): void {
		clearTimeout(this.#timers.get(clientId));
		this.#drawn.get(clientId)?.classList.add('is-named');
		this.#timers.set(
			clientId,
			setTimeout(() => {
				this.#timers.delete(clientId);
				this.#drawn.get(clientId)?.classList.remove('is-named');
			}, nameShownFor)
		);
	}
}
