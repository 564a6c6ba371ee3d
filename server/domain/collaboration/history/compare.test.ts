import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import {
	addParagraph,
	field,
	paragraphsOf,
	textIn,
	writtenHistory,
	type Writer
} from '../../../../tests/support/written-history.ts';
import { compare, type Run } from './compare.ts';

const people = ['anna', 'ben', 'cleo'];

type Step =
	| { do: 'write'; who: number; where: number; word: string }
	| { do: 'remove'; who: number; where: number; length: number }
	| { do: 'type-anew'; who: number; where: number; length: number }
	| { do: 'paragraph'; who: number; where: number }
	| { do: 'drop-paragraph'; who: number; where: number }
	| { do: 'catch-up'; who: number };

const who = fc.nat(people.length - 1);
const where = fc.nat(60);
const steps = (word: fc.Arbitrary<string>, ...more: fc.Arbitrary<Step>[]) =>
	fc.array(
		fc.oneof(
			{ weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), who, where, word }) },
			{
				weight: 3,
				arbitrary: fc.record({ do: fc.constant('remove' as const), who, where, length: fc.nat(3) })
			},
			{ weight: 1, arbitrary: fc.record({ do: fc.constant('paragraph' as const), who, where }) },
			{
				weight: 1,
				arbitrary: fc.record({ do: fc.constant('drop-paragraph' as const), who, where })
			},
			{ weight: 3, arbitrary: fc.record({ do: fc.constant('catch-up' as const), who }) },
			...more.map((arbitrary) => ({ weight: 3, arbitrary }))
		),
		{ minLength: 5, maxLength: 40 }
	);

const typedAnew = fc.record({
	do: fc.constant('type-anew' as const),
	who,
	where,
	length: fc.integer({ min: 2, max: 6 })
});

/** Plays the steps; whole words are written and removed. */
function played(script: readonly Step[]) {
	const history = writtenHistory(people);
	const [first] = history.writers;
	if (first !== undefined) addParagraph(first.doc, 0, 'we begin ');
	for (const writer of history.writers) history.catchUp(writer);
	let written = 0;
	for (const step of script) {
		const writer = history.writers[step.who];
		if (writer === undefined) continue;
		const paragraphs = paragraphsOf(writer.doc);
		const paragraph = paragraphs[('where' in step ? step.where : 0) % (paragraphs.length || 1)];
		switch (step.do) {
			case 'catch-up':
				history.catchUp(writer);
				break;
			case 'paragraph':
				addParagraph(writer.doc, step.where % (paragraphs.length + 1), '');
				break;
			case 'drop-paragraph':
				if (paragraphs.length > 0) {
					writer.doc.getXmlFragment(field).delete(step.where % paragraphs.length);
				}
				break;
			case 'write': {
				if (paragraph === undefined) break;
				const text = textIn(paragraph);
				const starts = wordStarts(text.toJSON());
				const at = starts[step.where % starts.length] ?? 0;
				text.insert(at, `${step.word.replace('#', String(++written))} `);
				break;
			}
			case 'remove':
			case 'type-anew': {
				if (paragraph === undefined) break;
				const text = textIn(paragraph);
				const starts = wordStarts(text.toJSON());
				const first = step.where % starts.length;
				const last = Math.min(first + 1 + step.length, starts.length - 1);
				if (last <= first) break;
				const [from, to] = [starts[first] ?? 0, starts[last] ?? 0];
				const words = text.toJSON().slice(from, to);
				text.delete(from, to - from);
				if (step.do === 'type-anew') text.insert(from, words);
				break;
			}
		}
	}
	return history;
}

const wordStarts = (text: string): number[] => [
	0,
	...[...text.matchAll(/ /g)].map(({ index }) => index + 1)
];

/** Empty lines alone are no text. */
const unlessEmpty = (text: string): string => (text.trim() === '' ? '' : text);

const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
const only = (runs: readonly Run[], ...kinds: Run['change'][]): string =>
	runs
		.filter(({ change }) => kinds.includes(change))
		.map(({ text }) => text)
		.join('');

/** Whether three words in a row, or the first or the last ones, are alike. */
function areAlike(a: readonly string[], b: readonly string[]): boolean {
	const threes = (words: readonly string[]): string[] =>
		words.slice(2).map((_, index) => words.slice(index, index + 3).join(' '));
	const [first, last] = [a[0] === b[0], a.at(-1) === b.at(-1)];
	const hasBoth = a.length > 0 && b.length > 0;
	return hasBoth && (first || last || threes(a).some((three) => threes(b).includes(three)));
}

/** Removed and added words, and line ends, between two unchanged ones. */
function groupsOf(runs: readonly Run[]): { removed: string[]; added: string[] }[] {
	const groups = [{ removed: [] as string[], added: [] as string[] }];
	for (const { change, text } of runs) {
		if (change === 'same') groups.push({ removed: [], added: [] });
		else groups.at(-1)?.[change].push(...(text.match(/\S+|\n/g) ?? []));
	}
	return groups;
}

describe('C83 two moments compared', () => {
	test('make the first text without what was added, the second without what was removed, and call nothing changed that was only written anew', () => {
		let changes = 0;
		fc.assert(
			fc.property(
				steps(fc.constantFrom('a', 'b', 'the', 'pledge'), typedAnew),
				fc.nat(),
				fc.nat(),
				(script, one, other) => {
					const history = played(script);
					const count = history.rows.length + 1;
					const [from, to] = [one % count, other % count].sort((a, b) => a - b) as [number, number];
					const runs = compare(history.recording().pieces(field), from - 1, to - 1);
					expect(only(runs, 'same', 'removed')).toBe(unlessEmpty(history.textAt(from)));
					expect(only(runs, 'same', 'added')).toBe(unlessEmpty(history.textAt(to)));
					for (const { removed, added } of groupsOf(runs)) {
						expect(areAlike(removed, added), [removed, added].join(' / ')).toBe(false);
						changes += removed.length + added.length;
					}
				}
			),
			{ numRuns: 100 }
		);
		expect(changes).toBeGreaterThan(60);
	});

	test('name for every word the person who wrote it or took it away', () => {
		let named = 0;
		fc.assert(
			fc.property(steps(fc.constant('w#')), (script) => {
				const history = played(script);
				const texts = [0, ...history.rows.map(({ seq }) => seq)].map((seq) =>
					wordsIn(history.textAt(seq))
				);
				const from = Math.floor(history.rows.length / 2);
				const before = new Set(texts[from]);
				const after = new Set(texts.at(-1));
				/** The row with which a word first came, or went. */
				const changedBy = (word: string, isThere: boolean): string | null => {
					const row = history.rows.find(
						({ seq }) =>
							texts[seq]?.includes(word) === isThere && texts[seq - 1]?.includes(word) === !isThere
					);
					return row?.memberId ?? null;
				};
				const recording = history.recording();
				const runs = compare(recording.pieces(field), from - 1, history.rows.length - 1);
				for (const { text, change, row } of runs) {
					for (const word of wordsIn(text)) {
						if (change === 'same') continue;
						expect([before.has(word), after.has(word)]).toEqual(
							change === 'added' ? [false, true] : [true, false]
						);
						expect(recording.row(row ?? -1).memberId).toBe(changedBy(word, change === 'added'));
						named++;
					}
				}
			}),
			{ numRuns: 100 }
		);
		expect(named).toBeGreaterThan(80);
	});

	test('show a word that lost a letter as removed and added, by the one who took the letter', () => {
		const history = writtenHistory(['anna', 'ben']);
		const [anna, ben] = history.writers as [Writer, Writer];
		addParagraph(anna.doc, 0, 'two cats sat');
		history.catchUp(ben);
		const [paragraph] = paragraphsOf(ben.doc) as [Y.XmlElement];
		textIn(paragraph).delete(7, 1);
		const recording = history.recording();
		const runs = compare(recording.pieces(field), 0, 1);
		expect(runs.filter(({ change }) => change !== 'same')).toEqual([
			{ text: 'cats', change: 'removed', row: 1 },
			{ text: 'cat', change: 'added', row: 1 }
		]);
		expect(recording.row(1).memberId).toBe('ben');
	});

	test('call words unchanged that were cut and typed anew', () => {
		const history = writtenHistory(['anna']);
		const [anna] = history.writers as [Writer];
		addParagraph(anna.doc, 0, 'People came to the Thursday evenings.');
		const [paragraph] = paragraphsOf(anna.doc) as [Y.XmlElement];
		textIn(paragraph).delete(0, 37);
		textIn(paragraph).insert(0, 'Nobody came to the Thursday evenings.');
		const runs = compare(history.recording().pieces(field), 0, 2);
		expect(only(runs, 'removed')).toBe('People');
		expect(only(runs, 'added')).toBe('Nobody');
	});

	/** One paragraph, and what is done to its text. */
	const changed = (before: string, change: (text: Y.XmlText) => void): Run[] => {
		const history = writtenHistory(['anna']);
		const [anna] = history.writers as [Writer];
		addParagraph(anna.doc, 0, before);
		const [paragraph] = paragraphsOf(anna.doc) as [Y.XmlElement];
		change(textIn(paragraph));
		return compare(history.recording().pieces(field), 0, history.rows.length - 1);
	};

	test('find three words in a row that were typed anew between others, and not fewer', () => {
		const runs = changed('We paid all groups late', (text) => {
			text.delete(0, text.length);
			text.insert(0, 'Nobody paid all groups soon');
		});
		expect(only(runs, 'removed')).toBe('Welate');
		const others = changed('We paid most groups late', (text) => {
			text.delete(0, text.length);
			text.insert(0, 'Nobody paid all groups soon');
		});
		expect(only(others, 'removed')).toBe('We paid most groups late');
	});

	test('read two words that follow each other and were both replaced as one change', () => {
		const runs = changed('the old cat sat', (text) => {
			text.delete(4, 3);
			text.insert(4, 'new');
			text.delete(8, 3);
			text.insert(8, 'dog');
		});
		expect(runs.map(({ text }) => text)).toEqual([
			...['the', ' '],
			...['old', ' ', 'cat'],
			...['new', ' ', 'dog'],
			...[' ', 'sat', '\n']
		]);
	});
});
