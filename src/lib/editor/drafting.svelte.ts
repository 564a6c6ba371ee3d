// What is going on at one draft in this tab: where the caret is, which editors are ready, how many words there are.
import type { Editor } from '@tiptap/core';
import type {
	DocumentConnection,
	ConnectionOptions
} from '$lib/collab/document-connection.svelte.ts';
import type * as WritingModule from './writing.ts';
import type { Person } from '$lib/collab/presence.ts';

type Writing = typeof WritingModule;

export class Drafting {
	/** The part of the program that writes, once it is loaded. */
	writing = $state.raw<Writing | null>(null);
	connection = $state.raw<DocumentConnection | null>(null);
	/** The section the caret is in or was last in; without a caret, the one in front of the reader. */
	section = $state('');
	/** The section the caret is in or was last in; null before there was one. */
	caretSection = $state<string | null>(null);
	/** The editor the toolbar acts on. */
	editor = $state.raw<Editor | null>(null);
	/** Words by section, as counted while writing. */
	words = $state<Record<string, number>>({});
	/** The editor chunk could not be loaded. */
	hasFailed = $state(false);

	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing of it is shown
	readonly #editors = new Map<string, Editor>();
	/** Counts the starts, so that a start overtaken by a stop is known. */
	#starts = 0;

	constructor(section: string) {
		this.section = section;
	}

	/** Whether the editors stand where the text stood. */
	get isReady(): boolean {
		return this.connection?.isReady === true;
	}

	get people(): readonly Person[] {
		return this.connection?.people ?? [];
	}

	/** Loads what writing needs and connects. */
	async start(options: ConnectionOptions): Promise<void> {
		const own = ++this.#starts;
		try {
			const writing = await import('./writing.ts');
			if (own !== this.#starts) return;
			this.writing = writing;
			this.connection = new writing.DocumentConnection(options);
		} catch {
			this.hasFailed = true;
		}
	}

	/** Leaves the text. */
	stop(): void {
		this.#starts++;
		this.connection?.close();
		this.connection = null;
		this.editor = null;
		this.caretSection = null;
		this.#editors.clear();
	}

	/** The editor of a section, once it is there. */
	editorOf(key: string): Editor | undefined {
		return this.#editors.get(key);
	}

	addEditor(key: string, editor: Editor): void {
		this.#editors.set(key, editor);
		if (this.editor === null || key === this.section) this.editor = editor;
	}

	focused(key: string, editor: Editor): void {
		this.section = key;
		this.caretSection = key;
		this.editor = editor;
	}

	/** Makes the text readable only, as when the right to write was taken back. */
	setEditable(isEditable: boolean): void {
		for (const editor of this.#editors.values()) {
			if (!editor.isDestroyed && editor.isEditable !== isEditable)
				editor.setEditable(isEditable, false);
		}
	}
}
