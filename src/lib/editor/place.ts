// From a place in the Y.Doc to the place in the editor's text, and back.
import type { EditorState } from '@tiptap/pm/state';
import {
	absolutePositionToRelativePosition,
	relativePositionToAbsolutePosition,
	ySyncPluginKey,
	type ProsemirrorBinding
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';

/** The binding between this editor's text and its fragment. */
export const bindingOf = (state: EditorState): ProsemirrorBinding =>
	(ySyncPluginKey.getState(state) as { binding: ProsemirrorBinding }).binding;

/** Where a place in the Y.Doc is in the editor's text now; null when it is elsewhere. */
export function positionOf(
	{ type, index }: Pick<Y.AbsolutePosition, 'type' | 'index'>,
	binding: ProsemirrorBinding
): number | null {
	// Named anew by its index: for a place at the head of the text whose letter is gone, the binding has no answer.
	const place = Y.createRelativePositionFromTypeIndex(type, index, -1);
	return relativePositionToAbsolutePosition(binding.doc, binding.type, place, binding.mapping);
}

/** A position in the editor's text as a place in the Y.Doc, which stays where it is while others write. */
export function placeOf(position: number, binding: ProsemirrorBinding): Y.RelativePosition {
	const { type, mapping } = binding;
	return absolutePositionToRelativePosition(position, type, mapping) as Y.RelativePosition;
}
