import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FirstClaims } from './first-claims.ts';

test('whoever claims an edit first keeps it, in whatever ranges the claims come', () => {
	const range = fc.record({ start: fc.nat(40), length: fc.nat(12) });
	fc.assert(
		fc.property(fc.array(range), range, (ranges, asked) => {
			const claims = new FirstClaims();
			const naive = new Map<number, number>();
			ranges.forEach(({ start, length }, row) => {
				claims.add(1, start, start + length, row);
				for (let clock = start; clock < start + length; clock++) {
					if (!naive.has(clock)) naive.set(clock, row);
				}
			});
			const parts = claims.split(1, asked.start, asked.start + asked.length);
			const told = parts.flatMap(({ start, end, row }) =>
				Array.from({ length: end - start }, (_, index) => [start + index, row])
			);
			const expected = Array.from({ length: asked.length }, (_, index) => {
				const clock = asked.start + index;
				return [clock, naive.get(clock) ?? null];
			});
			expect(told).toEqual(expected);
		}),
		{ numRuns: 500 }
	);
});

test('one client’s claims are not another’s', () => {
	const claims = new FirstClaims();
	claims.add(1, 0, 5, 7);
	expect(claims.split(2, 0, 5)).toEqual([{ start: 0, end: 5, row: null }]);
});
