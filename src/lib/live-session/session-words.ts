// What the screens of a session say.
import { counted, listed } from '#shared/counting-words.ts';
import {
	behind,
	behindInWords,
	endsAt,
	minute,
	remaining,
	remainingInWords
} from '#shared/live-session/clock.ts';
import { itemKindAsks } from '#shared/live-session/agenda.ts';
import { timeAt } from '#shared/live-session/when.ts';
import type { AgendaItem, LiveSession, Room } from '#shared/live-session-output.ts';
import type { RecordLeaving, RecordReaders } from '#shared/states.ts';

export { whenInWords } from '#shared/live-session/when.ts';

/** @returns "One person here", "23 people here" */
export const peopleHere = (count: number): string =>
	count === 0 ? 'Nobody here yet' : count === 1 ? 'One person here' : `${count} people here`;

/** The item under way with its place on the agenda; null between items. */
export function currentItem({
	agenda,
	room
}: LiveSession): { item: AgendaItem; number: number } | null {
	const index = agenda.findIndex(({ id }) => id === room?.course.itemId);
	const item = agenda[index];
	return item === undefined ? null : { item, number: index + 1 };
}

/** What is asked of everybody in an item: the facilitators' words, or those of its kind. */
export const askOf = ({ kind, prompt }: AgendaItem): string =>
	prompt === '' ? itemKindAsks[kind] : prompt;

/** What is left of the item under way, in words; null when no clock runs. */
export function clockInWords({ course }: Room, now: number): string | null {
	const { clock } = course;
	if (clock === null) return null;
	const left = remainingInWords(remaining(clock, now));
	return clock.pausedAt === null ? left : `${left}, paused`;
}

/** When the item ends, and how the session stands with its plan. */
export function courseInWords(session: LiveSession, now: number): string {
	const { room, timeZone } = session;
	const clock = room?.course.clock ?? null;
	if (room === null || clock === null) return '';
	const ends = clock.pausedAt === null ? `Ends at ${timeAt(endsAt(clock, now), timeZone)}. ` : '';
	return `${ends}${standingInWords(session, now)}.`;
}

/** How the session stands with its plan: "Four minutes behind". */
export function standingInWords({ agenda, room }: LiveSession, now: number): string {
	if (room?.course.startedAt == null) return '';
	const { startedAt, slot, clock } = room.course;
	return behindInWords(
		behind(
			{
				plannedEnd: startedAt + slot,
				clock,
				ahead: agenda
					.filter(({ state }) => state === 'ahead')
					.map(({ minutes }) => minutes * minute)
			},
			now
		)
	);
}

/** One's own place among those who wait: "You are next", "You are number four". */
export function placeInWords(place: number): string {
	if (place === 0) return 'You are next';
	if (place === 1) return 'You are next but one';
	return `${counted(place, 'person', 'people')} before you`.replace(/^./, (first) =>
		first.toUpperCase()
	);
}

/** Who may read the record, after "will be read by". */
export const readersInWords: Readonly<Record<RecordReaders, string>> = {
	room: 'only those who were in the room',
	group: 'the members of the group',
	'pledge-makers': 'Pledge Makers',
	'pledge-makers-and-supporters': 'Pledge Makers and Supporters',
	public: 'everybody, on the public pages'
};

/** What may leave the room. */
export const leavingInWords: Readonly<Record<RecordLeaving, string>> = {
	nothing: 'Nothing leaves the room.',
	chosen: 'Only what we choose together at the end, item by item.',
	all: 'All that was noted may leave the room.'
};

/** @returns for example "Ffion leads, Idris can take over" */
export function leadersInWords({ facilitators, leadId, mine }: LiveSession): string {
	const nameOf = ({ id, name }: { id: string; name: string }): string =>
		id === mine.personId ? 'you' : name;
	const lead = facilitators.find(({ id }) => id === leadId);
	const others = facilitators.filter(({ id }) => id !== leadId).map(nameOf);
	const leads =
		lead === undefined ? '' : lead.id === mine.personId ? 'You lead' : `${lead.name} leads`;
	return others.length === 0 ? leads : `${leads}, ${listed(others)} can take over`;
}
