// Going to where a colleague is, staying with them, and coming back: with one's real caret and focus, so that a screen
// reader reads on from there.
import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import * as Y from 'yjs';
import type { DocumentConnection } from '$lib/collab/document-connection.svelte.ts';
import { userOf, type Person } from '$lib/collab/presence.ts';
import { bindingOf, placeOf, positionOf } from '$lib/editor/place.ts';

/** Whoever reloads the page is back within this, in milliseconds. */
const patienceWithLeaving = 6_000;

type Leader = Pick<Person, 'memberId' | 'name'>;
/** A caret: in which section, and in which text of the Y.Doc at which letter. */
type Spot = { section: string; text: Y.AbstractType<unknown>; index: number };
type Home = { section: string; place: Y.RelativePosition } | { scrolledTo: number };

export type FollowingDeps = {
	connection: DocumentConnection;
	/** The editor of a section, when there is one. */
	editorOf(section: string): Editor | undefined;
	/** The section one's own caret is in or was last in; null before there was one. */
	ownSection(): string | null;
	/** What a section is called in a sentence: "commitment 3". */
	nameOf(section: string): string;
	say(words: string): void;
};

export class Following {
	/** The colleague one stays with. */
	leader = $state.raw<Leader | null>(null);
	/** The colleague one went to; there is a way back. */
	visited = $state.raw<Leader | null>(null);

	readonly #deps: FollowingDeps;
	#home: Home | null = null;
	/** Where the leader was when one last moved. */
	#spot: Spot | null = null;
	#goneTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(deps: FollowingDeps) {
		this.#deps = deps;
		deps.connection.awareness.on('change', this.#onPresence);
	}

	/** Moves the caret to where a colleague's is. */
	goTo(leader: Leader): void {
		const { nameOf, say } = this.#deps;
		const spot = this.#spotOf(leader.memberId);
		if (spot === null) {
			say(`${leader.name} has no caret in the text just now.`);
			return;
		}
		this.#moveTo(leader, spot);
		say(`You are where ${leader.name} is, in ${nameOf(spot.section)}.`);
	}

	/** Goes to a colleague and stays with them; to one without a caret as soon as there is one. */
	follow(leader: Leader): void {
		this.leader = leader;
		this.goTo(leader);
	}

	/** Stays here while the colleague goes on. */
	stop(because?: 'writing' | 'left'): void {
		const name = this.leader?.name;
		if (name === undefined) return;
		clearTimeout(this.#goneTimer);
		this.leader = null;
		const words = {
			writing: `You are writing now, and no longer follow ${name}.`,
			left: `${name} has left. You stay where you are.`,
			asked: `You no longer follow ${name}.`
		};
		this.#deps.say(words[because ?? 'asked']);
	}

	/** Goes back to where one was before. */
	goBack(): void {
		const home = this.#home;
		this.stay();
		if (home === null) return;
		if ('scrolledTo' in home) {
			scrollTo({ top: home.scrolledTo });
			return;
		}
		const editor = this.#deps.editorOf(home.section);
		const found = Y.createAbsolutePositionFromRelativePosition(
			home.place,
			this.#deps.connection.doc
		);
		if (editor === undefined || found === null) return;
		moveCaret(editor, positionOf(found, bindingOf(editor.state)));
		this.#deps.say(`You are back in ${this.#deps.nameOf(home.section)}.`);
	}

	/** Gives up the way back. */
	stay(): void {
		clearTimeout(this.#goneTimer);
		this.leader = null;
		this.visited = null;
		this.#home = null;
	}

	/** Ends it for good. */
	close(): void {
		clearTimeout(this.#goneTimer);
		this.#deps.connection.awareness.off('change', this.#onPresence);
	}

	readonly #onPresence = (): void => {
		const { leader } = this;
		if (leader === null) return;
		this.#mindLeaving(leader);
		const spot = this.#spotOf(leader.memberId);
		// Within a paragraph one reads along by oneself; the caret would only be torn about.
		if (spot === null || spot.text === this.#spot?.text) return;
		const isElsewhere = spot.section !== this.#spot?.section;
		this.#moveTo(leader, spot);
		if (isElsewhere) this.#deps.say(`${leader.name} is now in ${this.#deps.nameOf(spot.section)}.`);
	};

	#mindLeaving({ memberId }: Leader): void {
		const isHere = this.#deps.connection.people.some((person) => person.memberId === memberId);
		clearTimeout(this.#goneTimer);
		if (isHere) return;
		this.#goneTimer = setTimeout(() => this.stop('left'), patienceWithLeaving);
	}

	#spotOf(memberId: string): Spot | null {
		const { awareness, doc } = this.#deps.connection;
		for (const [clientId, state] of awareness.getStates()) {
			if (clientId === doc.clientID || userOf(state)?.memberId !== memberId) continue;
			const { section, cursor } = state as {
				section?: unknown;
				cursor?: { head?: unknown } | null;
			};
			if (typeof section !== 'string' || this.#deps.editorOf(section) === undefined) continue;
			const found = resolved(cursor?.head, doc);
			if (found !== null) return { section, text: found.type, index: found.index };
		}
		return null;
	}

	#moveTo(leader: Leader, spot: Spot): void {
		this.#home ??= this.#ownPlace();
		this.visited = leader;
		this.#spot = spot;
		const editor = this.#deps.editorOf(spot.section);
		if (editor === undefined) return;
		moveCaret(editor, positionOf({ type: spot.text, index: spot.index }, bindingOf(editor.state)));
	}

	#ownPlace(): Home {
		const section = this.#deps.ownSection();
		const editor = section === null ? undefined : this.#deps.editorOf(section);
		if (section === null || editor === undefined) return { scrolledTo: scrollY };
		const { selection } = editor.state;
		return { section, place: placeOf(selection.head, bindingOf(editor.state)) };
	}
}

/** A colleague's caret is their browser's word: what cannot be found is nowhere (F9). */
function resolved(place: unknown, doc: Y.Doc): Y.AbsolutePosition | null {
	try {
		const relative = Y.createRelativePositionFromJSON(place);
		return Y.createAbsolutePositionFromRelativePosition(relative, doc);
	} catch {
		return null;
	}
}

function moveCaret(editor: Editor, position: number | null): void {
	const { doc, tr } = editor.state;
	const at = Math.min(position ?? 0, doc.content.size);
	editor.view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(at))));
	// After a dialog has given the focus back to what opened it.
	editor.commands.focus();
}
