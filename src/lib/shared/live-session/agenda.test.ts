import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitInWords, lengthInWords, moved } from './agenda.ts';

const items = (...minutes: number[]) => minutes.map((each) => ({ minutes: each }));

test.each([
	[40, '40 minutes'],
	[60, 'one hour'],
	[90, 'one hour and 30 minutes'],
	[121, 'two hours and one minute']
])('%d minutes are said as: %s', (minutes, words) => {
	expect(lengthInWords(minutes)).toBe(words);
});

test('whether the items fit is said in words', () => {
	expect(fitInWords([], 90)).toBe('Nothing is planned yet for one hour and 30 minutes.');
	expect(fitInWords(items(60, 40), 90)).toBe(
		'The items take one hour and 40 minutes: ten minutes more than there is.'
	);
	expect(fitInWords(items(50), 90)).toBe('The items take 50 minutes: 40 minutes are left.');
	expect(fitInWords(items(89), 90)).toBe(
		'The items take one hour and 29 minutes: one minute is left.'
	);
	expect(fitInWords(items(30, 30), 60)).toBe('The items take one hour: just what there is.');
});

test('moving an item keeps every item, and moving it back undoes it unless it met an end', () => {
	fc.assert(
		fc.property(
			fc.uniqueArray(fc.nat(), { minLength: 1 }),
			fc.nat(),
			fc.integer(),
			(all, n, by) => {
				const from = n % all.length;
				const after = moved(all, from, by);
				expect([...after].sort()).toEqual([...all].sort());
				const to = after.indexOf(all[from] ?? 0);
				expect(to).toBe(Math.min(all.length - 1, Math.max(0, from + by)));
				expect(moved(after, to, from - to)).toEqual(all);
			}
		)
	);
	expect(moved(['a'], 5, 1)).toEqual(['a']);
});
