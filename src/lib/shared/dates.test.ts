import { describe, expect, test } from 'vitest';
import { dateInWords, dayOf, daysUntil, distanceInWords, timeInWords, ukTime } from './dates.ts';

const now = new Date('2026-11-23T14:12:00Z');

describe('dates in words', () => {
	test('22 November 2021 was a Monday, whatever was announced', () => {
		expect(dateInWords('2021-11-22', { now })).toBe('Monday 22 November 2021');
	});

	test('the year is left out when it is this year, unless asked for', () => {
		expect(dateInWords('2026-12-21', { now })).toBe('Monday 21 December');
		expect(dateInWords('2026-12-21', { now, year: 'always' })).toBe('Monday 21 December 2026');
		expect(dateInWords('2021-05-25', { now, year: 'never' })).toBe('Tuesday 25 May');
	});

	test('a moment is told in UK time, summer and winter', () => {
		expect(dateInWords('2026-12-21T10:00:00Z', { now, time: true })).toBe(
			'Monday 21 December, 10:00'
		);
		expect(timeInWords('2026-06-30T09:00:00Z')).toBe('10:00');
		expect(dayOf('2026-06-30T23:30:00Z')).toBe('2026-07-01');
	});

	test('the distance is said while it is under five weeks', () => {
		expect(distanceInWords('2026-11-23', now)).toBe('today');
		expect(distanceInWords('2026-11-24', now)).toBe('tomorrow');
		expect(distanceInWords('2026-11-22', now)).toBe('yesterday');
		expect(distanceInWords('2026-11-26', now)).toBe('in 3 days');
		expect(distanceInWords('2026-10-20', now)).toBe('34 days ago');
		expect(distanceInWords('2026-12-28', now)).toBeNull();
	});

	test('days are counted over the change of the clocks', () => {
		expect(daysUntil('2026-10-26', new Date('2026-10-24T23:30:00Z'))).toBe(1);
	});

	test('ten in the morning in the United Kingdom is nine in summer and ten in winter, in UTC', () => {
		expect(ukTime('2021-05-25', '10:00')).toBe('2021-05-25T09:00:00.000Z');
		expect(ukTime('2021-11-22', '10:00')).toBe('2021-11-22T10:00:00.000Z');
	});
});
