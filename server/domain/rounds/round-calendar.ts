// The dates of a round. Pure. Days are YYYY-MM-DD in UK time; the weekday is always computed, because a
// published date has once carried the wrong one (22 November 2021, a Monday, was announced as a Tuesday).
import { dayOf, timeInWords, ukTime } from '#shared/dates.ts';
import { roundDateFields, type RoundDateField } from '#shared/round-input.ts';

export type RoundDates = Record<RoundDateField, string>;

/** The first two dates of a round that are in the wrong order, or null when all follow each other. */
export function firstDisorder(
	dates: RoundDates
): { earlier: RoundDateField; later: RoundDateField } | null {
	for (let index = 1; index < roundDateFields.length; index += 1) {
		const earlier = roundDateFields[index - 1];
		const later = roundDateFields[index];
		if (earlier === undefined || later === undefined) continue;
		if (dayOf(dates[earlier]) > dayOf(dates[later])) return { earlier, later };
	}
	return null;
}

/** @returns the day `days` after the given one, both YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
	const date = new Date(`${day}T00:00:00Z`);
	date.setUTCDate(date.getUTCDate() + days);
	return date.toISOString().slice(0, 10);
}

/** Half a year in whole weeks, so that each date keeps its weekday. */
const daysOfHalfYear = 182;

/**
 * Dates to begin from when the next round is opened: those of the last one, moved on by as many half-years as it takes
 * for the opening to be neither in the past nor before the last round's publication day.
 */
export function nextDates(last: RoundDates, today: string): RoundDates {
	const published = dayOf(last.publishesAt);
	const earliest = published > today ? published : today;
	let days = daysOfHalfYear;
	while (addDays(last.opensOn, days) <= earliest) days += daysOfHalfYear;
	return {
		opensOn: addDays(last.opensOn, days),
		draftsDueOn: addDays(last.draftsDueOn, days),
		reviewEndsOn: addDays(last.reviewEndsOn, days),
		signOffDueOn: addDays(last.signOffDueOn, days),
		publishesAt: ukTime(addDays(published, days), timeInWords(last.publishesAt))
	};
}
