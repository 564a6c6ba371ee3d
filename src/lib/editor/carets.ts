// Colleagues' carets and selections in one section. Ten editors share one awareness: each is shown, and woken by,
// only what happens in its own section, and only what can be drawn; a state is a colleague's browser's word.
import { Extension } from '@tiptap/core';
import { Plugin, type EditorState, type PluginView } from '@tiptap/pm/state';
import { DecorationSet, type EditorView } from '@tiptap/pm/view';
import { yCursorPlugin, yCursorPluginKey } from '@tiptap/y-tiptap';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { userOf } from '$lib/collab/presence.ts';
import type { PresenceUser } from '#shared/collab-protocol.ts';
import { readOwnCaret } from './read-own-caret.ts';

/** How long the name stays on a caret after it moved, in milliseconds. */
const nameShownFor = 3000;

type Cursor = { anchor: unknown; head: unknown };
type CaretListener = {
	/** A colleague has gone to another place. */
	moved(clientId: number): void;
	/** The carets to be shown are others. */
	changed(): void;
};

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
		const drawing = new Drawing();
		const ofSection = new SectionAwareness(awareness, section, {
			moved: (clientId) => flags.moved(clientId),
			changed: () => drawing.ask()
		});
		const plugin = yCursorPlugin(ofSection as unknown as Awareness, {
			cursorBuilder: (user: PresenceUser, clientId: number) => flags.build(user, clientId),
			selectionBuilder: (user: PresenceUser) => ({
				class: `remote-selection hand-${user.hand}`,
				nodeName: 'span'
			})
		}) as Plugin;
		return [plugin, new Plugin({ view: (view) => drawing.in(view) })];
	}
});

/**
 * Draws the carets a moment after it is asked to, once for all who asked: in one go with reading one's own caret,
 * between the two of which a key could move it.
 */
class Drawing {
	#view: EditorView | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	in(view: EditorView): PluginView {
		this.#view = view;
		return {
			// The plugin hides all carets when a paragraph is made or joined here, until their owners move.
			update: ({ state }, before) => {
				const drawn = (of: EditorState): unknown => yCursorPluginKey.getState(of);
				const isHidden = drawn(state) === DecorationSet.empty;
				if (isHidden && drawn(before) !== DecorationSet.empty) this.ask();
			},
			destroy: () => {
				clearTimeout(this.#timer);
				this.#view = null;
			}
		};
	}

	ask(): void {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			const view = this.#view;
			if (view === null || view.isDestroyed) return;
			readOwnCaret(view);
			view.dispatch(view.state.tr.setMeta(yCursorPluginKey, { awarenessUpdated: true }));
		});
	}
}

/** The part of an Awareness that the caret plugin uses, narrowed to one section. */
class SectionAwareness {
	readonly #awareness: Awareness;
	readonly #section: string;
	readonly #on: CaretListener;
	/** Where everybody in this section was when the editor was last woken. */
	#seen = new Map<number, string>();
	/** The caret as this editor told it last. */
	#told: unknown = null;

	constructor(awareness: Awareness, section: string, on: CaretListener) {
		this.#awareness = awareness;
		this.#section = section;
		this.#on = on;
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

	/** The plugin begins to listen. It is not called itself: what it draws, `Drawing` has drawn. */
	on(_event: 'change'): void {
		this.#awareness.on('change', this.#onChange);
	}

	off(_event: 'change'): void {
		this.#awareness.off('change', this.#onChange);
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
		for (const [clientId] of moved) this.#on.moved(clientId);
		this.#on.changed();
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
