// Which state of all notes an answer was made from. A note's text changes without its row.
import type { Events } from '#server/kernel/events.ts';
import { newId } from '#server/kernel/ids.ts';

export type NotesRevisionDeps = {
	events: Events;
	/** Told of each commit to a text. */
	changed(listener: (documentName: string) => void): () => void;
};

/** A new one at each start, since pages look different after a renewal. */
export function createNotesRevision({ events, changed }: NotesRevisionDeps): () => string {
	const start = newId();
	let changes = 0;
	events.on((event) => {
		if (event.type === 'note-changed') changes += 1;
	});
	changed((documentName) => {
		if (documentName.startsWith('note-')) changes += 1;
	});
	return () => `${start}.${changes}`;
}
