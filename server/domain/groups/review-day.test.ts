import { expect, test } from 'vitest';
import { monthsAfter, reviewDueOn } from './review-day.ts';

test.each([
	['2026-11-23', 6, '2027-05-23'],
	['2026-08-31', 6, '2027-02-28'],
	['2027-08-31', 6, '2028-02-29'],
	['2026-12-01', 1, '2027-01-01'],
	['2026-01-31', 24, '2028-01-31']
])('%s and %i months is %s', (day, months, then) => {
	expect(monthsAfter(day, months)).toBe(then);
});

test('the day of a review counts in UK time', () => {
	expect(reviewDueOn({ reviewed_at: '2026-06-30T23:30:00.000Z', review_months: 1 })).toBe(
		'2026-08-01'
	);
});
