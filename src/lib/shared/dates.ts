// Dates as people say them, in UK time. The weekday is always computed from the date: one announced with the wrong
// weekday is how a publication day gets missed.

const zone = 'Europe/London';
const parts = new Intl.DateTimeFormat('en-GB', {
	timeZone: zone,
	weekday: 'long',
	day: 'numeric',
	month: 'long',
	year: 'numeric',
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23'
});
const isoParts = new Intl.DateTimeFormat('en-CA', {
	timeZone: zone,
	year: 'numeric',
	month: '2-digit',
	day: '2-digit'
});

/** Five weeks: further away, "in 40 days" says less than the date. */
const nearDays = 35;

/** A day (YYYY-MM-DD) stands for its noon, so that it stays the same day in the United Kingdom. */
const momentOf = (at: string): Date => new Date(at.length === 10 ? `${at}T12:00:00Z` : at);

export type DateForm = {
	/** With the year: always, never, or (by default) when it is not this year. */
	year?: 'always' | 'never' | 'when-other';
	/** With the time of day. */
	time?: boolean;
	now?: Date;
};

/** @param at a day (YYYY-MM-DD) or a moment (ISO-8601)  @returns for example "Monday 21 December 2026, 10:00" */
export function dateInWords(
	at: string,
	{ year = 'when-other', time = false, now = new Date() }: DateForm = {}
): string {
	// Put together from parts, because browsers and Node do not agree on the commas.
	const part = Object.fromEntries(
		parts.formatToParts(momentOf(at)).map(({ type, value }) => [type, value])
	);
	const thisYear = dayOf(now.toISOString()).slice(0, 4);
	const withYear = year === 'always' || (year === 'when-other' && part['year'] !== thisYear);
	const day = `${part['weekday']} ${part['day']} ${part['month']}`;
	return `${day}${withYear ? ` ${part['year']}` : ''}${time ? `, ${part['hour']}:${part['minute']}` : ''}`;
}

/** @returns the time of day in the United Kingdom, for example "14:02" */
export function timeInWords(at: string): string {
	const part = Object.fromEntries(
		parts.formatToParts(momentOf(at)).map(({ type, value }) => [type, value])
	);
	return `${part['hour']}:${part['minute']}`;
}

/** @returns the day (YYYY-MM-DD) it is in the United Kingdom at this moment */
export const dayOf = (at: string): string => isoParts.format(momentOf(at));

/** Days from today to that day; negative when it is past. */
export function daysUntil(at: string, now: Date = new Date()): number {
	const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);
	return Math.round((midnight(dayOf(at)) - midnight(dayOf(now.toISOString()))) / 86_400_000);
}

/** @returns "today", "tomorrow", "in 3 days", "3 days ago"; null when it is five weeks or more away */
export function distanceInWords(at: string, now: Date = new Date()): string | null {
	const days = daysUntil(at, now);
	if (Math.abs(days) >= nearDays) return null;
	if (days === 0) return 'today';
	if (days === 1) return 'tomorrow';
	if (days === -1) return 'yesterday';
	return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

/** The moment of a wall-clock time in the United Kingdom, with summer time minded.
 *  @param day YYYY-MM-DD  @param time HH:MM  @returns ISO-8601 in UTC */
export const ukTime = (day: string, time: string): string => momentIn(zone, day, time);

/** The moment of a wall-clock time somewhere, with summer time minded. An hour that summer time leaves out is the one
 *  after it.
 *  @param timeZone as the time zone database spells it  @param day YYYY-MM-DD  @param time HH:MM
 *  @returns ISO-8601 in UTC */
export function momentIn(timeZone: string, day: string, time: string): string {
	const wanted = Date.parse(`${day}T${time}:00Z`);
	/** How far the clocks there are ahead of UTC, in ms. */
	const ahead = (at: number): number => {
		const shown = Object.fromEntries(
			new Intl.DateTimeFormat('en-CA', {
				timeZone,
				year: 'numeric',
				month: '2-digit',
				day: '2-digit',
				hour: '2-digit',
				minute: '2-digit',
				hourCycle: 'h23'
			})
				.formatToParts(at)
				.map(({ type, value }) => [type, value])
		);
		const { year, month, day: date, hour, minute } = shown;
		return Date.parse(`${year}-${month}-${date}T${hour}:${minute}:00Z`) - at;
	};
	// The clocks may change between the first guess and the moment itself.
	const guess = wanted - ahead(wanted);
	return new Date(wanted - ahead(guess)).toISOString();
}
