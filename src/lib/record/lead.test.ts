import { expect, test } from 'vitest';
import { leadOf } from './lead.ts';

const words = (count: number): string => Array.from({ length: count }, () => 'word').join(' ');

test('a short text is shown whole', () => {
	const html = `<p>${words(60)}</p><ul><li><p>${words(30)}</p></li></ul>`;
	expect(leadOf(html)).toEqual({ lead: html, rest: null });
	expect(leadOf('')).toEqual({ lead: '', rest: null });
});

test('a long text is cut between two paragraphs, and nothing of it is lost', () => {
	const html = `<p>${words(100)}</p><h3>Next</h3><p>${words(50)}<br>${words(50)}</p><p>${words(80)}</p>`;
	const { lead, rest } = leadOf(html);
	expect(lead).toBe(`<p>${words(100)}</p><h3>Next</h3><p>${words(50)}<br>${words(50)}</p>`);
	expect(rest).toEqual({ html: `<p>${words(80)}</p>`, words: 80 });
});

test('a list or a table is never cut in two', () => {
	const table = `<table><tbody><tr><td><p>${words(90)}</p></td></tr><tr><td><p>${words(90)}</p></td></tr></tbody></table>`;
	const { lead, rest } = leadOf(`${table}<p>${words(60)}</p>`);
	expect(lead).toBe(table);
	expect(rest?.words).toBe(60);
});

test('a few last words are not folded away', () => {
	const html = `<p>${words(130)}</p><p>${words(20)}</p>`;
	expect(leadOf(html).rest).toBeNull();
});
