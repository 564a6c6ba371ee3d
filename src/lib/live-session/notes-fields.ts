// Which part of the notes is written now, and which there are.
import { itemField, noteField, roomField } from '#shared/document-fields.ts';
import { notesFields, type NotesField } from '#shared/live-session/notes-fields.ts';
import type { LiveSession } from '#shared/live-session-output.ts';
import { openBreakout, roomOf } from './room-words.ts';
import { currentItem } from './session-words.ts';

/** Those of one's own open room, else of the item under way, else of the whole session. */
export function fieldNow(session: LiveSession, now: number): string {
	const breakout = openBreakout(session, now);
	const own = breakout === null ? null : roomOf(breakout, session.mine.personId);
	if (own !== null) return roomField(own.id);
	const current = currentItem(session);
	return current === null ? noteField : itemField(current.item.id);
}

/** The whole session, the items that have begun, and the rooms that were opened in them. */
export const notesChoices = ({ agenda, room }: LiveSession): NotesField[] =>
	notesFields(
		agenda.filter(({ state }) => state !== 'ahead'),
		room?.rooms.breakouts ?? []
	);
