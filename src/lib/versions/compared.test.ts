import { expect, test } from 'vitest';
import type { Comparison } from '#shared/version-output.ts';
import { comparedSections, wordsInWords } from './compared.ts';

const by = { author: { id: 'sam', name: 'Sam' }, at: '2026-11-20T10:00:00Z' };
const run = (text: string, change: 'same' | 'added' | 'removed') =>
	change === 'same' ? { text, change, author: null, at: null } : { text, change, ...by };

const sections: Comparison['sections'] = [
	{ field: 'section:why', title: 'Why', added: 0, removed: 0, runs: [run('Same.', 'same')] },
	{
		field: 'section:commitment-1',
		title: 'One',
		added: 2,
		removed: 1,
		runs: [run('old', 'removed'), run('quite new', 'added'), run(' and', 'same'), run('!', 'added')]
	},
	{
		field: 'section:commitment-2',
		title: 'Two',
		added: 1,
		removed: 0,
		runs: [run('more', 'added')]
	}
];

test('only sections that changed are shown, and their changes counted through', () => {
	const found = comparedSections(sections);
	expect(found.map(({ field }) => field)).toEqual(['section:commitment-1', 'section:commitment-2']);
	expect(found.flatMap(({ changes }) => changes.map(({ number }) => number))).toEqual([1, 2, 3]);
});

test('an empty line at the end of a section is no change', () => {
	const runs = [run('Same.', 'same'), run('\n', 'added')];
	expect(comparedSections([{ field: 'body', title: 'Note', added: 0, removed: 0, runs }])).toEqual(
		[]
	);
});

test('before putting an earlier text back, what came since is shown as going', () => {
	const [first] = comparedSections(sections, 'back');
	expect(first).toMatchObject({ added: 1, removed: 2 });
	expect(first?.changes[0]?.parts.map(({ change, text }) => [change, text])).toEqual([
		['removed', 'quite new'],
		['added', 'old']
	]);
});

test('words added and removed are counted in figures', () => {
	expect(wordsInWords({ added: 40, removed: 12 })).toBe('40 words added, 12 removed');
	expect(wordsInWords({ added: 1, removed: 0 })).toBe('1 word added');
	expect(wordsInWords({ added: 0, removed: 3 })).toBe('3 words removed');
	expect(wordsInWords({ added: 0, removed: 0 })).toBe('only line breaks or punctuation');
});
