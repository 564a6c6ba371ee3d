import { expect, test } from 'vitest';
import { lettersMissing, lettersOf, strokesAllowed, strokesBetween } from './nearby-words.ts';
import { marked, snippetOf } from './snippet.ts';
import { termsIn, wordsIn } from './words.ts';

const typed = (text: string): string[] =>
	termsIn(text).map((term) =>
		term.map(({ words, isPrefix }) => words.join('+') + (isPrefix ? '*' : '')).join('|')
	);

test.each([
	['late payment', ['late', 'payment*']],
	['late payment ', ['late', 'payment']],
	['“late payment” rule', ['late+payment', 'rule*']],
	['"late pay', ['late+pay*']],
	['Café n’est', ['cafe', 'n', 'est*']],
	['a', ['a']],
	['“” * (', []]
])('what was typed, %s, is looked for as %j', (text, terms) => {
	expect(typed(text)).toEqual(terms);
});

test('a word is letters and digits in any script', () => {
	expect(wordsIn('Zażółć 2,500 – Ελλάδα! नमस्ते')).toEqual(['zazołc', '2', '500', 'ελλαδα', 'नमसत']);
});

test.each([
	['partners', 'partners', 0],
	['parnters', 'partners', 1],
	['partnes', 'partners', 1],
	['comunty', 'community', 2],
	['abcd', 'wxyz', 3]
])('from %s to %s it is %i strokes', (one, other, strokes) => {
	expect(strokesBetween(one, other, 2, false)).toBe(strokes);
});

test('of a word that is still being typed, what is missing at its end costs nothing', () => {
	expect(strokesBetween('comun', 'community', 1, true)).toBe(1);
	expect(strokesBetween('comun', 'community', 1, false)).toBe(2);
});

test('short words and numbers are taken as they are', () => {
	expect(['car', 'year', 'community', '2021'].map(strokesAllowed)).toEqual([0, 1, 2, 0]);
});

test('no word that is near enough is left out by looking at its letters first', () => {
	for (const [one, other] of [
		['partners', 'parnters'],
		['community', 'comunty'],
		['learning', 'larnin']
	] as const) {
		expect(lettersMissing(lettersOf(one), lettersOf(other))).toBeLessThanOrEqual(
			strokesBetween(one, other, 2, false)
		);
	}
});

test('[F9] what people wrote stays words among the results', () => {
	const html = marked('<img src=x onerror="alert(1)"> partners', termsIn('img partners '));
	expect(html).toBe(
		'&lt;<mark>img</mark> src=x onerror=&quot;alert(1)&quot;&gt; <mark>partners</mark>'
	);
});

test('a snippet shows the stretch in which most of what was looked for stands', () => {
	const text = `One payment. ${'Other words. '.repeat(60)}A late payment to partners. ${'More. '.repeat(80)}`;
	const snippet = snippetOf(text, termsIn('late payment partners '));
	expect(snippet).toContain('A <mark>late</mark> <mark>payment</mark> to <mark>partners</mark>.');
	expect(snippet.startsWith('… ')).toBe(true);
	expect(snippet.endsWith(' …')).toBe(true);
	expect(snippet.length).toBeLessThan(320);
});
