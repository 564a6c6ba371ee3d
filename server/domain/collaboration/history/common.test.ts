import { expect, test } from 'vitest';
import { inCommon, runsInCommon } from './common.ts';

const pairsOf = (a: string, b: string) => inCommon([...a], [...b]);

test('what two sequences begin and end with is found without comparing the middle', () => {
	expect(pairsOf('abcd', 'abXcd')).toEqual([
		[0, 0],
		[1, 1],
		[2, 3],
		[3, 4]
	]);
	expect(pairsOf('aaa', 'aa')).toHaveLength(2);
	expect(pairsOf('', 'a')).toEqual([]);
});

test('as much as there can be is in common', () => {
	expect(
		pairsOf('the quick fox', 'a quiet ox')
			.map(([i]) => 'the quick fox'[i])
			.join('')
	).toBe(' qui ox');
});

test('two long texts that share only a beginning and an end are not compared for minutes', () => {
	const a = ['head', ...Array.from({ length: 6_000 }, (_, index) => `a${index}`), 'tail'];
	const b = ['head', ...Array.from({ length: 6_000 }, (_, index) => `b${index}`), 'tail'];
	expect(inCommon(a, b)).toEqual([
		[0, 0],
		[6_001, 6_001]
	]);
});

test('sentences are told apart though they share a word here and there', () => {
	const a = 'Three of the groups told us what a late payment means'.split(' ');
	const b = 'Three people asked us for what the others told them means'.split(' ');
	expect(runsInCommon(a, b, 3)).toEqual([
		[0, 0],
		[10, 10]
	]);
});

test('what has moved within a text is found where the longest run of it stands', () => {
	const pairs = runsInCommon([...'XabcdefYghiZ'], [...'1ghi2abcdef3'], 3);
	expect(pairs.map(([i]) => 'XabcdefYghiZ'[i]).join('')).toBe('abcdef');
});
