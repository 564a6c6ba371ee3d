import { expect, test } from 'vitest';
import type { Version } from '#shared/version-output.ts';
import { byDay, keptInWords, momentInWords, namesOf, stretchInWords } from './version-words.ts';

const sam = { id: 'sam', name: 'Sam' };
const joel = { id: 'joel', name: 'Joel' };
const version = (at: string): Version => ({
	id: at,
	kind: 'writing',
	name: null,
	at,
	since: at,
	authors: [sam],
	changes: 1,
	by: null
});

test('I am named first, as “you”', () => {
	expect(namesOf([joel, sam], 'sam')).toBe('you and Joel');
	expect(namesOf([joel, sam], 'safiya')).toBe('Joel and Sam');
	expect(namesOf([{ id: null, name: 'The workspace' }], 'sam')).toBe('the workspace');
});

test('a stretch of writing has its times, and its day when it went past midnight', () => {
	const at = '2020-11-20T10:40:00Z';
	expect(stretchInWords({ since: '2020-11-20T10:02:00Z', at })).toBe('10:02 to 10:40');
	expect(stretchInWords({ since: at, at })).toBe('10:40');
	expect(stretchInWords({ since: '2020-11-19T23:50:00Z', at: '2020-11-20T00:10:00Z' })).toBe(
		'Thursday 19 November 2020, 23:50 to 00:10'
	);
});

test('a moment is told by its name and its time', () => {
	const at = '2020-11-20T10:02:00Z';
	expect(momentInWords({ id: '7', name: null, at })).toBe('Friday 20 November 2020, 10:02');
	expect(momentInWords({ id: 'a', name: 'Sent to the board', at })).toBe(
		'“Sent to the board”, Friday 20 November 2020, 10:02'
	);
	expect(momentInWords({ id: 'now', name: null, at })).toBe('now');
	expect(momentInWords({ id: '0', name: null, at })).toBe('before the first word');
});

test('versions stand under their day in the United Kingdom', () => {
	const times = ['2020-06-21T09:00:00Z', '2020-06-20T23:30:00Z', '2020-06-20T22:30:00Z'];
	const found = byDay(times.map(version));
	expect(found.map(({ day, versions }) => [day, versions.length])).toEqual([
		['2020-06-21', 2],
		['2020-06-20', 1]
	]);
});

test('how finely the history is kept is said from when on', () => {
	expect(keptInWords([{ every: 'change', from: null }])).toEqual([
		'From the first word on, every change is kept.'
	]);
	expect(
		keptInWords([
			{ every: 'change', from: '2020-10-24T00:00:00Z' },
			{ every: 'hour', from: '2020-08-25T00:00:00Z' },
			{ every: 'day', from: null }
		])
	).toEqual([
		'Since Saturday 24 October 2020, every change is kept.',
		'Before that, back to Tuesday 25 August 2020, the last text of each hour is kept, with who wrote in it.',
		'Before that, the last text of each day is kept, with who wrote in it.'
	]);
});
