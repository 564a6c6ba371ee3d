// What counts as a promise in the Next Steps of a published report.
import { expect, test } from 'vitest';
import { fingerprint } from '../fingerprint.ts';
import { promisesIn } from './promises-in.ts';

const text = (words: string) => ({ type: 'text', text: words });
const p = (...words: string[]) => ({ type: 'paragraph', content: words.map(text) });
const item = (...content: object[]) => ({ type: 'listItem', content });
const ul = (...items: object[]) => ({ type: 'bulletList', content: items });
const row = (type: string, ...cells: string[]) => ({
	type: 'tableRow',
	content: cells.map((words) => ({ type, content: [p(words)] }))
});

/** Of blocks as the editor writes them, through the form in which they are published. */
const promised = (...content: object[]): string[] =>
	promisesIn(fingerprint('next-steps', { type: 'doc', content }, []).canonical);

test('each item of a list is a promise, and what introduces the list is none', () => {
	expect(
		promised(
			p('By our next report we will:'),
			ul(item(p('pay on time;')), item(p('say what failed.')))
		)
	).toEqual(['pay on time;', 'say what failed.']);
});

test('a blank line between the introduction and its list changes nothing', () => {
	expect(promised(p('We will:'), p(), ul(item(p('pay on time'))))).toEqual(['pay on time']);
});

test('a paragraph that introduces nothing is a promise, a heading is none', () => {
	expect(
		promised(
			{ type: 'heading', attrs: { level: 3 }, content: [text('By spring')] },
			p('We will pay on time.'),
			p('We will publish our figures.')
		)
	).toEqual(['We will pay on time.', 'We will publish our figures.']);
});

test('what hangs below an item belongs to it', () => {
	expect(
		promised(
			ul(item(p('Pay on time:'), ul(item(p('within thirty days')), item(p('for evenings')))))
		)
	).toEqual(['Pay on time: within thirty days for evenings']);
});

test('a table promises row by row, without its header', () => {
	expect(
		promised(
			p('Our plan:'),
			{
				type: 'table',
				content: [row('tableHeader', 'What', 'By'), row('tableCell', 'Two clinics', 'March')]
			},
			p('No more than this.')
		)
	).toEqual(['Two clinics · March', 'No more than this.']);
});

test('bold words and line breaks stand in the promise as plain words', () => {
	expect(
		promised({
			type: 'paragraph',
			content: [
				text('We will pay '),
				{ type: 'text', text: 'every', marks: [{ type: 'bold' }] },
				{ type: 'hardBreak' },
				text('invoice.')
			]
		})
	).toEqual(['We will pay every invoice.']);
});

test('empty items and an empty section promise nothing', () => {
	expect(promised()).toEqual([]);
	expect(promised(ul(item(p())), p())).toEqual([]);
});
