// Which part of the notes is written now, and which there are.
import { itemField, noteField, roomField } from '#shared/document-fields.ts';
import type { LiveSession } from '#shared/live-session-output.ts';
import { openBreakout, roomOf } from './room-words.ts';
import { currentItem } from './session-words.ts';

export type NotesChoice = { field: string; title: string };

/** Those of one's own open room, else of the item under way, else of the whole session. */
export function fieldNow(session: LiveSession, now: number): string {
	const breakout = openBreakout(session, now);
	const own = breakout === null ? null : roomOf(breakout, session.mine.personId);
	if (own !== null) return roomField(own.id);
	const current = currentItem(session);
	return current === null ? noteField : itemField(current.item.id);
}

/** The whole session, the items that have begun, and the rooms that were opened in them. */
export function notesChoices({ agenda, room }: LiveSession): NotesChoice[] {
	const breakouts = room?.rooms.breakouts ?? [];
	const roomsIn = (itemId: string | null): NotesChoice[] =>
		breakouts
			.filter((each) => each.itemId === itemId)
			.flatMap(({ rooms }) => rooms.map(({ id, title }) => ({ field: roomField(id), title })));
	return [
		{ field: noteField, title: 'The whole session' },
		...agenda
			.filter(({ state }) => state !== 'ahead')
			.flatMap(({ id, title }) => [{ field: itemField(id), title }, ...roomsIn(id)]),
		...roomsIn(null)
	];
}
