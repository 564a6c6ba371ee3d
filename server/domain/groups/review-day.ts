// When the membership of a group is next to be looked through. Pure.
import { dayOf } from '#shared/dates.ts';

/** @returns the day (YYYY-MM-DD) so many months later; the last of a shorter month. */
export function monthsAfter(day: string, months: number): string {
	const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
	const lastDate = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
	const moved = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDate)));
	return moved.toISOString().slice(0, 10);
}

export const reviewDueOn = (row: { reviewed_at: string; review_months: number }): string =>
	monthsAfter(dayOf(row.reviewed_at), row.review_months);
