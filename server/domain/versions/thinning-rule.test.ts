import { describe, expect, test } from 'vitest';
import { createStretches, thinnedBefore } from './thinning-rule.ts';

const now = Date.parse('2026-11-23T10:20:00.000Z');
const none = new Set<number>();

/** Numbers of the rows that become one for each person, by the times they were written at. */
function stretchesOf(rows: readonly [at: string, memberId?: string][], kept = none) {
	const stretches = createStretches(now, kept);
	const complete = rows.flatMap(([at, memberId = 'anna'], index) =>
		stretches.add({ seq: index + 1, member_id: memberId, at: `${at}.000Z` })
	);
	return [...complete, ...stretches.end()].map(({ resolution, heads }) => [
		resolution,
		...heads.map(({ seq }) => seq)
	]);
}

describe('C86 the thinning rule', () => {
	test('leaves whatever is less than 30 days old, and the hour in which that day began', () => {
		expect(thinnedBefore(now)).toBe('2026-10-24T10:00:00.000Z');
	});

	test('keeps the end of each hour', () => {
		expect(
			stretchesOf([
				['2026-10-20T09:01:00'],
				['2026-10-20T09:59:59'],
				['2026-10-20T10:00:00'],
				['2026-10-20T10:30:00'],
				['2026-10-21T10:30:00']
			])
		).toEqual([
			['hour', 1, 2],
			['hour', 3, 4]
		]);
	});

	test('keeps the end of each day once half a year has passed', () => {
		expect(
			stretchesOf([
				['2026-05-01T09:00:00'],
				['2026-05-01T17:00:00'],
				['2026-05-02T08:00:00'],
				['2026-06-30T09:00:00'],
				['2026-06-30T17:00:00']
			])
		).toEqual([['day', 1, 2]]);
	});

	test('always keeps the moments that have a name', () => {
		const hour: [string][] = [10, 20, 30, 40].map((minute) => [`2026-10-20T09:${minute}:00`]);
		expect(stretchesOf(hour)).toEqual([['hour', 1, 2, 3, 4]]);
		expect(stretchesOf(hour, new Set([2]))).toEqual([
			['hour', 1, 2],
			['hour', 3, 4]
		]);
	});

	test('does nothing where each person has one row already', () => {
		expect(
			stretchesOf([
				['2026-10-20T09:10:00', 'anna'],
				['2026-10-20T09:20:00', 'ben'],
				['2026-10-20T11:20:00', 'ben']
			])
		).toEqual([]);
	});
});
