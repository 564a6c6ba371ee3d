// One section's editor: the shared schema, bound to one fragment of the Y.Doc, with the habits a report needs.
import { Editor, Extension, type Extensions } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { Table } from '@tiptap/extension-table';
import { Gapcursor } from '@tiptap/extensions/gap-cursor';
import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { DocumentConnection } from '$lib/collab/document-connection.svelte.ts';
import { schemaExtensions } from '#shared/editor-schema.ts';
import { addressFromInput } from '#shared/link-address.ts';
import { Carets } from './carets.ts';
import { cleanPaste } from './clean-paste.ts';
import { ownCaret } from './own-caret.ts';
import { readOwnCaret } from './read-own-caret.ts';
import { isRemoteChange } from './remote-change.ts';
import { roomForWords } from './room-for-words.ts';

export type SectionEditorOptions = {
	element: HTMLElement;
	connection: DocumentConnection;
	/** Name of the fragment. */
	field: string;
	/** Key of the section, for presence. */
	section: string;
	/** Names the editor for screen readers: "Commitment 3, answer". */
	label: string;
	/** Id of the element that says what to write. */
	describedBy?: string;
	/** Moves the focus to the toolbar (Alt+F10). */
	goToToolbar(): void;
};

/** Room that the bars at the top and at the foot take from the page, in pixels: a caret never hides there. */
const bars = { top: 150, bottom: 140, left: 8, right: 8 };

/**
 * Tables that mend themselves only after a local change. When two people change the shape of one table at once,
 * every open tab would mend it, and they would mend each other's mending (F27).
 */
const CalmTable = Table.extend({
	addProseMirrorPlugins() {
		const plugins = this.parent?.() ?? [];
		return plugins.map((plugin) => {
			const mend = plugin.spec.appendTransaction;
			if (mend === undefined) return plugin;
			const spec = {
				...plugin.spec,
				appendTransaction(all: readonly Transaction[], before: EditorState, after: EditorState) {
					return all.every(isRemoteChange) ? null : mend.call(plugin, all, before, after);
				}
			};
			return new Plugin(spec);
		});
	}
}).configure({ resizable: false });

/** Tab leaves the editor, also from a list or a table; lists are indented by the toolbar or Ctrl+]. */
const keys = (goToToolbar: () => void): Extension =>
	Extension.create({
		name: 'sectionKeys',
		priority: 2000,
		addKeyboardShortcuts() {
			return {
				'Alt-F10': () => {
					goToToolbar();
					return true;
				},
				'Mod-]': () => this.editor.commands.sinkListItem('listItem'),
				'Mod-[': () => this.editor.commands.liftListItem('listItem')
			};
		},
		addProseMirrorPlugins() {
			const leaveTabToBrowser = (_view: unknown, event: KeyboardEvent): boolean =>
				event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey;
			return [new Plugin({ props: { handleDOMEvents: { keydown: leaveTabToBrowser } } })];
		}
	});

/** One's own caret is where it was just moved to when a colleague's change comes in, or when a key acts on it. */
const steadyCaret = (connection: DocumentConnection): Extension =>
	Extension.create({
		name: 'steadyCaret',
		addProseMirrorPlugins() {
			const view = (of: EditorView) => ({
				destroy: connection.beforeIncoming(() => {
					readOwnCaret(of);
				})
			});
			const keydown = (of: EditorView): false => {
				readOwnCaret(of);
				return false;
			};
			return [new Plugin({ view, props: { handleDOMEvents: { keydown } } })];
		}
	});

/** After the browser has said that a word is finished, ProseMirror takes it in a moment later. */
const afterComposition = 60;

/** Colleagues' changes wait while a word is composed (see DocumentConnection.holdIncoming). */
const composing = (connection: DocumentConnection): Extension =>
	Extension.create({
		name: 'composing',
		addProseMirrorPlugins() {
			const hold = (): false => {
				connection.holdIncoming();
				return false;
			};
			const { editor } = this;
			const release = (): false => {
				setTimeout(() => {
					if (editor.isDestroyed || !editor.view.composing) connection.releaseIncoming();
				}, afterComposition);
				return false;
			};
			const handleDOMEvents = {
				compositionstart: hold,
				compositionupdate: hold,
				compositionend: release
			};
			return [new Plugin({ props: { handleDOMEvents } })];
		}
	});

/** Makes the editor inside `element`. Destroy it before the connection is closed. */
export function createSectionEditor(options: SectionEditorOptions): Editor {
	const { connection, element, field, section, label, describedBy, goToToolbar } = options;
	const fragment = connection.doc.getXmlFragment(field);
	const extensions: Extensions = [
		...schemaExtensions.filter(({ name }) => name !== 'table'),
		CalmTable,
		Gapcursor,
		keys(goToToolbar),
		composing(connection),
		steadyCaret(connection),
		Collaboration.configure({ fragment }),
		roomForWords(fragment),
		ownCaret,
		Carets.configure({ awareness: connection.awareness, section })
	];
	return new Editor({
		element,
		extensions,
		// The content policy forbids style elements; the few rules stand in editor.css.
		injectCSS: false,
		editorProps: {
			attributes: {
				class: 'prose',
				role: 'textbox',
				'aria-multiline': 'true',
				'aria-label': label,
				...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
				spellcheck: 'true',
				lang: 'en-GB'
			},
			scrollMargin: bars,
			scrollThreshold: bars,
			transformPastedHTML: (html) => cleanPaste(html),
			handlePaste(view, event) {
				// An address pasted over selected words links them.
				const address = addressFromInput(event.clipboardData?.getData('text/plain') ?? '');
				const { selection, schema, tr } = view.state;
				const link = schema.marks['link'];
				const isAddress =
					address !== null &&
					/^(https?|mailto):/.test(event.clipboardData?.getData('text/plain').trim() ?? '');
				if (!isAddress || selection.empty || link === undefined) return false;
				view.dispatch(tr.addMark(selection.from, selection.to, link.create({ href: address })));
				return true;
			}
		},
		onFocus: () => connection.goTo(section),
		onBlur: ({ event }) => {
			const next = event.relatedTarget;
			const staysNear = next instanceof Element && next.closest('[role="toolbar"]') !== null;
			if (!staysNear && !(next instanceof Element && next.closest('.ProseMirror') !== null)) {
				connection.goTo(null);
			}
		}
	});
}
