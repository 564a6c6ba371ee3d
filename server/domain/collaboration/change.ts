// A change the server makes to a text on somebody's behalf, as the update it comes to.
import * as Y from 'yjs';

/**
 * @param updates the document as it stands.
 * @param change runs in one transaction.
 * @returns what it changed as one update, or null when it changed nothing.
 */
export function updateOf(
	updates: readonly Uint8Array[],
	change: (doc: Y.Doc) => void
): Uint8Array | null {
	const doc = new Y.Doc();
	doc.transact(() => {
		for (const update of updates) Y.applyUpdate(doc, update);
	});
	let made: Uint8Array | null = null;
	doc.on('update', (update: Uint8Array) => (made = update));
	doc.transact(() => change(doc));
	doc.destroy();
	return made;
}
