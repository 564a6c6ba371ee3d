import { expect, test } from 'vitest';
import type { ComparedRun as Run } from '#shared/version-output.ts';
import { excerpt, foldUnchanged, layOut, turnedBack, type Paragraph } from './changes.ts';

const sam = { id: 'sam', name: 'Sam' };
const joel = { id: 'joel', name: 'Joel' };
const same = (text: string): Run => ({ text, change: 'same', author: null, at: null });
const added = (text: string, author = sam, at = '2026-11-20T10:00:00Z'): Run => ({
	text,
	change: 'added',
	author,
	at
});
const removed = (text: string, author = sam, at = '2026-11-20T10:00:00Z'): Run => ({
	...added(text, author, at),
	change: 'removed'
});

const signs = { same: '', added: '+', removed: '-' };

/** "We [1 -asked +paid] them": what a reader sees of a paragraph. */
const asSeen = (paragraph: Paragraph): string =>
	paragraph
		.map(({ change, isStart, pieces }) => {
			const text = pieces.map((piece) => `${signs[piece.run.change]}${piece.text}`).join('');
			return change === null ? text : `[${isStart ? '' : '…'}${change} ${text}]`;
		})
		.join('');

const seen = (runs: Run[], before?: number): string[] =>
	layOut(runs, before).paragraphs.map(asSeen);

test('what was removed and added in one place is one change', () => {
	const runs = [same('We '), removed('asked'), added('paid'), same(' them.')];
	expect(seen(runs)).toEqual(['We [1 -asked+paid] them.']);
	expect(layOut(runs).changes).toEqual([{ number: 1, parts: [removed('asked'), added('paid')] }]);
});

test('changes are counted through all sections', () => {
	expect(seen([same('a '), added('b'), same(' c '), added('d')], 4)).toEqual(['a [5 +b] c [6 +d]']);
});

test('a space that stayed between changed words does not make two changes of them', () => {
	const runs = [removed('one'), same(' '), removed('two'), added('three'), same(' and')];
	expect(seen(runs)).toEqual(['[1 -one -two+three] and']);
	expect(layOut(runs).changes[0]?.parts).toEqual([removed('one two'), added('three')]);
});

test('a change over several paragraphs begins once and goes on in each', () => {
	expect(seen([same('First.'), added('\nSecond.\nThird.'), same('\nFourth.')])).toEqual([
		'First.',
		'[1 +Second.]',
		'[…1 +Third.]',
		'Fourth.'
	]);
});

test('a line break that came or went by itself is shown as a sign', () => {
	expect(seen([same('One.'), added('\n'), same('Two.')])).toEqual(['One.[1 +¶]', 'Two.']);
	expect(seen([same('One.'), removed('\n'), same('Two.')])).toEqual(['One.[1 -¶]Two.']);
});

test('each person’s part of a change is told once, with the latest time', () => {
	const late = '2026-11-20T11:00:00Z';
	const { changes } = layOut([
		added('one ', sam),
		added('two ', joel),
		added('three', sam, late),
		removed('old', joel)
	]);
	expect(changes[0]?.parts).toEqual([
		removed('old', joel),
		added('one three', sam, late),
		added('two ', joel)
	]);
});

test('paragraphs that stayed fold away, but for those beside a change', () => {
	const { paragraphs } = layOut([same('1\n2\n3\n4 '), added('new'), same('\n5\n6\n7\n8')]);
	expect(
		foldUnchanged(paragraphs).map(({ isFolded, paragraphs: each }) => [isFolded, each.length])
	).toEqual([
		[true, 2],
		[false, 3],
		[true, 3]
	]);
	expect(foldUnchanged(layOut([same('1\n2'), added('!')]).paragraphs)).toHaveLength(1);
});

test('a single paragraph is not folded away', () => {
	const { paragraphs } = layOut([same('1\n2\n3 '), added('new')]);
	expect(foldUnchanged(paragraphs).every(({ isFolded }) => !isFolded)).toBe(true);
});

test('a long passage is cut at a word', () => {
	expect(excerpt('We  paid\nthem.')).toBe('We paid them.');
	expect(excerpt('We paid them all in time', 12)).toBe('We paid…');
	expect(excerpt('x'.repeat(20), 10)).toBe(`${'x'.repeat(5)}…`);
});

test('read the other way, what was added goes and what was removed comes back', () => {
	expect(seen(turnedBack([same('We '), removed('asked'), added('paid')]))).toEqual([
		'We [1 +asked-paid]'
	]);
});
