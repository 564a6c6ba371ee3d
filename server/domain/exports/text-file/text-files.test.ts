// One text in every format: they say the same, and are opened again by what reads them.
import { strFromU8, unzipSync } from 'fflate';
import mammoth from 'mammoth';
import { afterAll, expect, test } from 'vitest';
import { htmlOf } from '#server/domain/collaboration/derive.ts';
import { createTextFiles } from './text-files.ts';
import type { TextNode, WholeText } from './whole-text.ts';

const origin = 'https://workspace.test';
const files = createTextFiles({
	origin,
	clock: { now: () => 0, iso: () => '2026-11-24T12:00:00.000Z' },
	htmlOf: (content) => htmlOf({ type: 'doc', content: [...content] })
});
afterAll(() => files.close());

const words = (text: string, ...types: string[]): TextNode => ({
	type: 'text',
	text,
	marks: types.map((type) => ({ type }))
});
const p = (...content: TextNode[]): TextNode => ({ type: 'paragraph', content });
const h = (level: number, text: string): TextNode => ({
	type: 'heading',
	attrs: { level },
	content: [words(text)]
});
const li = (...content: TextNode[]): TextNode => ({ type: 'listItem', content });
const cell = (type: string, text: string): TextNode => ({ type, content: [p(words(text))] });

/** Everything the schema has. */
const text: WholeText = {
	title: 'What changes & what <does not>',
	about: ['Creative Space, 24 November 2026'],
	address: `${origin}/sessions/1/record`,
	sections: [
		{ title: null, content: [p(words('Before the first heading.'))] },
		{
			title: 'What we will do',
			content: [
				h(3, 'First'),
				p(words('Plain, '), words('bold', 'bold'), words(' and '), words('leaning', 'italic')),
				{
					type: 'bulletList',
					content: [
						li(p(words('One')), { type: 'bulletList', content: [li(p(words('Within')))] }),
						li(p(words('Two')))
					]
				},
				{ type: 'orderedList', attrs: { start: 3 }, content: [li(p(words('Third')))] },
				h(4, 'Smaller'),
				{ type: 'blockquote', content: [p(words('Somebody said'))] },
				p(words('Over'), { type: 'hardBreak' }, words('two lines')),
				p({
					type: 'text',
					text: 'A link',
					marks: [{ type: 'link', attrs: { href: 'https://example.org/?a=1&b=2' } }]
				}),
				{
					type: 'table',
					content: [
						{
							type: 'tableRow',
							content: [cell('tableHeader', 'Who'), cell('tableHeader', 'What')]
						},
						{ type: 'tableRow', content: [cell('tableCell', 'Leeds'), cell('tableCell', 'Ø 12')] }
					]
				}
			]
		}
	]
};
/** Its words in order. */
const said =
	'Before the first heading. What we will do First Plain, bold and leaning One Within Two Third Smaller Somebody said Over two lines A link Who What Leeds Ø 12';
const inOneLine = (html: string): string =>
	html
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ')
		.replaceAll(' ,', ',')
		.trim();

test('as a page', async () => {
	const { body, type } = await files.make(text, 'html');
	expect(type).toBe('text/html; charset=utf-8');
	expect(body).toContain('<h1>What changes &amp; what &lt;does not&gt;</h1>');
	expect(inOneLine(String(body))).toContain(said.replace('Plain, bold', 'Plain, bold'));
});

test('as a Word document that is opened again, with its headings, lists, links and table', async () => {
	const { body } = await files.make(text, 'docx');
	const buffer = Buffer.from(body as Uint8Array);
	const { value, messages } = await mammoth.convertToHtml({ buffer });
	expect(messages.filter((message) => message.type === 'error')).toEqual([]);
	expect(inOneLine(value)).toContain(said);
	for (const part of [
		'What changes &amp; what &lt;does not&gt;',
		'<h1>What we will do</h1>',
		'<h2>First</h2>',
		'<h3>Smaller</h3>',
		'<strong>bold</strong> and <em>leaning</em>',
		'<ul><li>One<ul><li>Within</li></ul></li><li>Two</li></ul>',
		'<ol><li>Third</li></ol>',
		'<a href="https://example.org/?a=1&amp;b=2">A link</a>',
		'<th><p><strong>Who</strong></p></th>'
	]) {
		expect(value).toContain(part);
	}
	const parts = unzipSync(body as Uint8Array);
	expect(strFromU8(parts['docProps/core.xml'] ?? new Uint8Array())).toContain(
		'<dc:title>What changes &amp; what &lt;does not&gt;</dc:title><dc:language>en-GB</dc:language>'
	);
	expect(strFromU8(parts['word/numbering.xml'] ?? new Uint8Array())).toContain(
		'<w:startOverride w:val="3"/>'
	);
});

test('letters that XML cannot hold do not break a Word document', async () => {
	const odd = {
		...text,
		sections: [{ title: 'A\u0000B', content: [p(words('C\u000bD\ufffeE'))] }]
	};
	const { body } = await files.make(odd, 'docx');
	const { value } = await mammoth.extractRawText({ buffer: Buffer.from(body as Uint8Array) });
	expect(value).toContain('AB');
	expect(value).toContain('CDE');
});

test('as a PDF, tagged, with title and language', async () => {
	const { body } = await files.make(text, 'pdf');
	const bytes = Buffer.from(body as Uint8Array).toString('latin1');
	expect(bytes.startsWith('%PDF-1.7')).toBe(true);
	expect(bytes).toContain('/Lang (en-GB)');
	expect(bytes).toContain('/StructTreeRoot');
	for (const tag of ['/S /H1', '/S /H2', '/S /H3', '/S /H4', '/S /L', '/S /BlockQuote', '/S /TH']) {
		expect(bytes).toContain(tag);
	}
});
