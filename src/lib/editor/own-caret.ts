// One's own caret, put back after a colleague's change. The binding rebuilds the whole text and looks for the caret's
// paragraph by its words: two empty ones are the same to it, and one writes on in the colleague's. Yjs knows the very
// place, so it is asked; words are compared only when that place is gone.
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey, type ProsemirrorBinding } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { positionOf } from './place.ts';
import { isRemoteChange } from './remote-change.ts';

type Noted = { anchor: Y.RelativePosition | null; head: Y.RelativePosition | null };
type SyncState = { binding: ProsemirrorBinding; isUndoRedoOperation: boolean };

/** Keeps one's own caret, selection and chosen format where they were when a colleague's change comes in. */
export const ownCaret = Extension.create({
	name: 'ownCaret',
	addProseMirrorPlugins: () => [new Plugin({ appendTransaction: putBack })]
});

function putBack(
	all: readonly Transaction[],
	before: EditorState,
	after: EditorState
): Transaction | null {
	const { binding, isUndoRedoOperation } = ySyncPluginKey.getState(after) as SyncState;
	// Noted when the change began; null when the editor has only just been filled.
	const noted = binding.beforeTransactionSelection as Noted | null;
	const isPlain = before.selection instanceof TextSelection;
	// Undo brings its own caret along, to where what is taken back had been written.
	if (noted === null || !isPlain || isUndoRedoOperation || !all.some(isRemoteChange)) return null;
	const anchor = placeNow(noted.anchor, before.selection.anchor, binding, before, after);
	const head = placeNow(noted.head, before.selection.head, binding, before, after);
	if (anchor === null || head === null) return null;
	const selection = TextSelection.between(after.doc.resolve(anchor), after.doc.resolve(head));
	const { storedMarks } = before;
	if (selection.eq(after.selection) && storedMarks === after.storedMarks) return null;
	return after.tr
		.setSelection(selection)
		.setStoredMarks(storedMarks)
		.setMeta(ySyncPluginKey, { isChangeOrigin: true, isUndoRedoOperation });
}

/** Where a place noted before the change is after it. */
function placeNow(
	noted: Y.RelativePosition | null,
	position: number,
	binding: ProsemirrorBinding,
	before: EditorState,
	after: EditorState
): number | null {
	if (noted === null) return null;
	const found = Y.createAbsolutePositionFromRelativePosition(noted, binding.doc);
	if (found === null) return null;
	const { parent, parentOffset } = before.doc.resolve(position);
	if (found.type._item?.deleted === true) {
		const start = onlyBlockOf(parent.textContent, after.doc);
		if (start !== null) return start + parentOffset;
	}
	const place = positionOf(found, binding);
	return place === null ? null : behindSplit(after.doc, place, parent.textContent, parentOffset);
}

/**
 * A paragraph that a colleague has split is, to Yjs, one that lost its end and another with the same words: a caret
 * in those words goes with them.
 * @param words what the paragraph was before, with the caret at this offset
 */
function behindSplit(doc: Node, place: number, words: string, offset: number): number {
	const $place = doc.resolve(place);
	const { parent, parentOffset, depth } = $place;
	const length = parent.content.size;
	if (depth === 0 || parentOffset < length || offset <= length) return place;
	const next = doc.resolve($place.after()).nodeAfter;
	const isSplit = next?.isTextblock === true && parent.textContent + next.textContent === words;
	return isSplit ? $place.after() + 1 + (offset - length) : place;
}

/**
 * Where the words begin that now stand in another kind of block, as when a colleague makes a heading or a list item of
 * the paragraph one writes in; null when there are no such words or they stand in several places.
 */
export function onlyBlockOf(words: string, doc: Node): number | null {
	const starts: number[] = [];
	doc.descendants((node, position) => {
		if (node.isTextblock && node.textContent === words) starts.push(position + 1);
	});
	const [start, ...others] = starts;
	return words === '' || start === undefined || others.length > 0 ? null : start;
}
