// The dates of a round. Pure. Days are YYYY-MM-DD in UK time; the weekday is always computed, because a
// published date has once carried the wrong one (22 November 2021, a Monday, was announced as a Tuesday).

import { roundDateFields, type RoundDateField } from '#shared/report-input.ts';

export type RoundDates = Record<RoundDateField, string>;

/** The first two dates of a round that are in the wrong order, or null when all follow each other. */
export function firstDisorder(
	dates: RoundDates
): { earlier: RoundDateField; later: RoundDateField } | null {
	for (let index = 1; index < roundDateFields.length; index += 1) {
		const earlier = roundDateFields[index - 1];
		const later = roundDateFields[index];
		if (earlier === undefined || later === undefined) continue;
		if (dates[earlier].slice(0, 10) > dates[later].slice(0, 10)) return { earlier, later };
	}
	return null;
}

/** @returns the day `days` after the given one, both YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
	const date = new Date(`${day}T00:00:00Z`);
	date.setUTCDate(date.getUTCDate() + days);
	return date.toISOString().slice(0, 10);
}
