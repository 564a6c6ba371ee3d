// Breakout rooms as one person sees them, and what is said of them.
import { counted, listed, opening } from '#shared/counting-words.ts';
import { openBreakout as openAmong, roomOfPerson } from '#shared/live-session/breakouts.ts';
import { minute, second } from '#shared/live-session/clock.ts';
import type { Breakout, BreakoutRoom } from '#shared/live-session/room-output.ts';
import type { LiveSession } from '#shared/live-session-output.ts';

/** What is left before rooms close when it is said. */
export const closingMarks = [2 * minute, 30 * second, 0];

/** The rooms that are open now. */
export const openBreakout = ({ room }: LiveSession, now: number): Breakout | null =>
	openAmong(room?.rooms.breakouts ?? [], now) ?? null;

/** The room somebody is in; null when they are in none. */
export const roomOf = (breakout: Breakout, personId: string): BreakoutRoom | null =>
	roomOfPerson(breakout, personId) ?? null;

/** @returns for example "About six minutes until the rooms close" */
export function closingInWords({ closesAt }: Breakout, now: number): string {
	const left = closesAt - now;
	if (left < minute) return 'Less than a minute until the rooms close';
	return `About ${counted(Math.round(left / minute), 'minute')} until the rooms close`;
}

/** What is said aloud at a mark. */
export const closingMarkInWords = (mark: number): string =>
	mark === 0
		? 'The rooms are closed, and everybody is back. What was written in them stays.'
		: mark >= minute
			? `${opening(counted(Math.round(mark / minute), 'minute'))} until the rooms close.`
			: 'Half a minute until the rooms close. What you have written stays.';

/** Who is in a room beside oneself: "With Amina Khan and Sam", "Nobody else is here yet". */
export function companyInWords({ personIds }: BreakoutRoom, { room, mine }: LiveSession): string {
	const nameOf = new Map(room?.people.map(({ id, name }) => [id, name]));
	const names = personIds
		.filter((id) => id !== mine.personId)
		.flatMap((id) => nameOf.get(id) ?? []);
	return names.length === 0 ? 'Nobody else is here yet' : `With ${listed(names)}`;
}
