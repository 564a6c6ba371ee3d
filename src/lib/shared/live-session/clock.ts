// The clock of one agenda item, and how far the session is from its plan. Pure: the server keeps the same clock that
// every screen reads, and only the moment differs. All lengths and moments are milliseconds.
import { counted, opening } from '../counting-words.ts';

export const second = 1_000;
export const minute = 60 * second;

export type Clock = {
	startedAt: number;
	/** As planned, with all that was added since. */
	length: number;
	/** When the pause under way began. */
	pausedAt: number | null;
	/** Pauses that are over, together. */
	paused: number;
};

export const startClock = (length: number, now: number): Clock => ({
	startedAt: now,
	length,
	pausedAt: null,
	paused: 0
});

/** A clock that stands is left as it is. */
export const pauseClock = (clock: Clock, now: number): Clock =>
	clock.pausedAt === null ? { ...clock, pausedAt: Math.max(now, clock.startedAt) } : clock;

/** A clock that runs is left as it is. */
export const resumeClock = (clock: Clock, now: number): Clock =>
	clock.pausedAt === null
		? clock
		: {
				...clock,
				pausedAt: null,
				paused: clock.paused + Math.max(0, now - clock.pausedAt)
			};

/** @param by may be negative; an item is never shorter than what has passed of it */
export const extendClock = (clock: Clock, by: number, now: number): Clock => ({
	...clock,
	length: Math.max(clock.length + by, Math.min(clock.length, elapsed(clock, now)))
});

/** How long the item has run, without its pauses. */
export const elapsed = ({ startedAt, pausedAt, paused }: Clock, now: number): number =>
	Math.max(0, (pausedAt ?? now) - startedAt - paused);

/** What is left; negative when it has run over. */
export const remaining = (clock: Clock, now: number): number => clock.length - elapsed(clock, now);

/** When the item ends if nobody touches it any more; while it stands, this moves with `now`. */
export const endsAt = (clock: Clock, now: number): number => now + remaining(clock, now);

/**
 * The clock in words, in steps a person can follow: it never counts seconds.
 * @returns for example "About six minutes left", "Less than a minute left", "Two minutes over"
 */
export function remainingInWords(left: number): string {
	if (left >= minute) return `About ${counted(Math.round(left / minute), 'minute')} left`;
	if (left >= 0) return 'Less than a minute left';
	const over = Math.floor(-left / minute);
	return over === 0 ? 'Time is up' : opening(`${counted(over, 'minute')} over`);
}

/** Which of these marks (what is left of the item) the clock has passed since it was last looked at, the last first. */
export const marksPassed = (marks: readonly number[], before: number, now: number): number[] =>
	marks.filter((mark) => mark < before && mark >= now).sort((one, other) => one - other);

/** What is said aloud at a mark. */
export const markInWords = (mark: number): string =>
	mark === 0
		? 'The time for this item is up.'
		: `${opening(counted(mark / minute, 'minute'))} left.`;

export type Course = {
	/** When the whole session should end. */
	plannedEnd: number;
	/** Of the item under way; null between items. */
	clock: Clock | null;
	/** Planned lengths of the items that have not begun. */
	ahead: readonly number[];
};

/** How much later than planned the session ends if every coming item takes what it was planned; negative: earlier. */
export function behind({ plannedEnd, clock, ahead }: Course, now: number): number {
	const left = clock === null ? 0 : Math.max(0, remaining(clock, now));
	return now + left + ahead.reduce((sum, length) => sum + length, 0) - plannedEnd;
}

/** @returns for example "Four minutes behind", "On time", "Two minutes ahead" */
export function behindInWords(late: number): string {
	const minutes = Math.round(Math.abs(late) / minute);
	if (minutes === 0) return 'On time';
	return opening(`${counted(minutes, 'minute')} ${late > 0 ? 'behind' : 'ahead'}`);
}
