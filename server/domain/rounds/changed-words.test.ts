// What changed between two texts, when all there is of them is how they read.
import { expect, test } from 'vitest';
import { changedWords, type ChangedRun } from './changed-words.ts';

const marked = (before: string, after: string): string =>
	changedWords(before, after)
		.map(({ text, change }) =>
			change === 'same' ? text : change === 'added' ? `[+${text}]` : `[-${text}]`
		)
		.join('');

test('words that changed are told, what was removed first, and no others', () => {
	expect(marked('We reached 40 people in 2021.', 'We reached 46 people in 2021.')).toBe(
		'We reached [-40][+46] people in 2021.'
	);
	expect(marked('It rained.', 'It rained all day.')).toBe('It [-rained.][+rained all day.]');
	expect(marked('The same.', 'The same.')).toBe('The same.');
	expect(marked('', 'All of it is new.')).toBe('[+All of it is new.]');
	expect(marked('All of it went.', '')).toBe('[-All of it went.]');
});

test('both texts can be read from what is told, whatever they are', () => {
	const side = (runs: readonly ChangedRun[], without: ChangedRun['change']): string =>
		runs
			.filter(({ change }) => change !== without)
			.map(({ text }) => text)
			.join('');
	// All texts of up to four of three words: 14,641 pairs.
	const words = ['a', 'b', 'c'];
	let texts = [''];
	const all = [...texts];
	for (let length = 1; length <= 4; length += 1) {
		texts = texts.flatMap((text) => words.map((word) => (text === '' ? word : `${text} ${word}`)));
		all.push(...texts);
	}
	for (const before of all) {
		for (const after of all) {
			const runs = changedWords(before, after);
			expect([side(runs, 'added'), side(runs, 'removed')]).toEqual([before, after]);
		}
	}
});

test('a text that was written anew is told as such', () => {
	const long = (sign: string): string =>
		Array.from({ length: 2_000 }, (_, index) => `${sign}${index}`).join(' ');
	expect(changedWords(long('a'), long('b')).map(({ change }) => change)).toEqual([
		'removed',
		'added'
	]);
});
