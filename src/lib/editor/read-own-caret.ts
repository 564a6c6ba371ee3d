// One's own caret as the browser has it now. The browser reports a move a moment later; whatever is drawn in between
// would put the caret back to where it was, and a key pressed in between would act there.
import type { EditorView } from '@tiptap/pm/view';

/** Has the editor take in where its caret is, before anything is done that goes by it. */
export function readOwnCaret(view: EditorView): void {
	if (!view.hasFocus() || view.composing) return;
	// Not in ProseMirror's types; its own key handler calls it for the same reason.
	(view as EditorView & { domObserver: { flush(): void } }).domObserver.flush();
}
