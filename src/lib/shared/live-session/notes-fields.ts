// The parts of a session's notes, in the order of the session: of the whole session, of each item, and after it of the
// rooms that were opened in it.
import { itemField, noteField, roomField } from '../document-fields.ts';
import type { NotesPart } from './notes-output.ts';

/** A part by its field, and what it is called. */
export type NotesField = Pick<NotesPart, 'field' | 'title' | 'itemId' | 'roomId'>;

type Named = { id: string; title: string };
type Opened = { itemId: string | null; rooms: readonly Named[] };

const roomsOf = ({ itemId, rooms }: Opened): NotesField[] =>
	rooms.map(({ id, title }) => ({ field: roomField(id), title, itemId, roomId: id }));

/** @param breakouts those opened between items, or in an item that is not among these, come last */
export function notesFields(items: readonly Named[], breakouts: readonly Opened[]): NotesField[] {
	const known = new Set(items.map(({ id }) => id));
	return [
		{ field: noteField, title: 'The whole session', itemId: null, roomId: null },
		...items.flatMap(({ id, title }) => [
			{ field: itemField(id), title, itemId: id, roomId: null },
			...breakouts.filter(({ itemId }) => itemId === id).flatMap(roomsOf)
		]),
		...breakouts.filter(({ itemId }) => itemId === null || !known.has(itemId)).flatMap(roomsOf)
	];
}
