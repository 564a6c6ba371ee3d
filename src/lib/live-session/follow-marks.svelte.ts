// What the clock says aloud: at chosen marks, once, and never by the second; and what changed of where the session is.
import { markInWords, marksPassed, minute, remaining } from '#shared/live-session/clock.ts';
import type { LiveRoom } from './live-room.svelte.ts';
import { closingMarkInWords, closingMarks, roomOf } from './room-words.ts';
import { askOf, currentItem } from './session-words.ts';

/** What is left of an item when it is said. */
const marks = [5 * minute, minute, 0];

/** Call it while a component is being made. @param say hands words to the screen reader */
export function followMarks(room: LiveRoom, say: (words: string) => void): void {
	let itemId: string | null | undefined;
	let left = Infinity;
	let gatherings: number | null = null;

	$effect(() => {
		const { session, now } = room;
		const clock = session.room?.course.clock ?? null;
		const current = currentItem(session);
		if (current?.item.id !== itemId) {
			const isFirst = itemId === undefined;
			itemId = current?.item.id;
			left = Infinity;
			if (!isFirst && current !== null) {
				const { item, number } = current;
				say(`Item ${number} of ${session.agenda.length}: ${item.title}. ${askOf(item)}`);
			}
		}
		if (clock === null) return;
		const before = left;
		left = remaining(clock, now);
		// On coming in, the page itself says what is left.
		const [passed] = before === Infinity ? [] : marksPassed(marks, before, left);
		if (passed !== undefined) say(markInWords(passed));
	});

	let breakoutId: string | null | undefined;
	let leftOfRooms = Infinity;
	let roomId: string | undefined;
	$effect(() => {
		const { session, now } = room;
		const last = session.room?.rooms.breakouts.at(-1);
		const isFirst = breakoutId === undefined;
		if (last === undefined) {
			breakoutId = session.room === null ? undefined : null;
			return;
		}
		const before = last.id === breakoutId ? leftOfRooms : Infinity;
		leftOfRooms = last.closesAt - now;
		const own = roomOf(last, session.mine.personId);
		const isNew = last.id !== breakoutId || own?.id !== roomId;
		[breakoutId, roomId] = [last.id, own?.id];
		if (leftOfRooms > 0 && isNew && !isFirst) {
			say(own === null ? 'Rooms are open.' : `Rooms are open. You are in ${own.title}.`);
		}
		const [passed] = before === Infinity ? [] : marksPassed(closingMarks, before, leftOfRooms);
		if (passed !== undefined) say(closingMarkInWords(passed));
	});

	/** Rooms whose call was said. */
	let calling: readonly string[] = [];
	$effect(() => {
		const { session, now } = room;
		if (!session.abilities.facilitate) return;
		const last = session.room?.rooms.breakouts.at(-1);
		const rooms = last === undefined || last.closesAt <= now ? [] : last.rooms;
		const called = rooms.filter(({ calledAt }) => calledAt !== null);
		for (const { id, title } of called) {
			if (!calling.includes(id)) say(`${title} asks for a facilitator.`);
		}
		calling = called.map(({ id }) => id);
	});

	$effect(() => {
		const count = room.session.room?.course.gatherings ?? null;
		if (gatherings !== null && count !== null && count > gatherings) {
			say('The facilitator brings everybody back to where the session is.');
		}
		gatherings = count;
	});
}
