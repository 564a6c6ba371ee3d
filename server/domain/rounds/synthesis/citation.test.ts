// What counts as a citation, and what a synthesis looks like when it goes public.
import { describe, expect, test } from 'vitest';
import { citationsIn, citedAt, pathOf, themesIn } from './citation.ts';
import { publicHtml, withCorrections } from './public-html.ts';

const origin = 'https://alliance.example';
const path = '/rounds/2/reports/hackney/editions/1#commitment-2';
const at = { roundNumber: 2, slug: 'hackney', edition: 1, key: 'commitment-2' };

const text = (words: string, ...marks: object[]) => ({ type: 'text', text: words, marks });
const link = (href: string) => ({ type: 'link', attrs: { href } });
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const heading = (level: number, ...content: object[]) => ({
	type: 'heading',
	attrs: { level },
	content
});
const doc = (...content: object[]) => ({ type: 'doc', content });

describe('an address', () => {
	test('names a section of one edition, and reads back as what it names', () => {
		expect(citedAt(`${origin}${path}`, origin)).toEqual(at);
		expect(pathOf(at)).toBe(path);
	});

	test.each([
		['of another site', `https://elsewhere.example${path}`],
		['of a report and not of an edition', `${origin}/rounds/2/reports/hackney#commitment-2`],
		['of no section', `${origin}/rounds/2/reports/hackney/editions/1`],
		['of a section there is not', `${origin}/rounds/2/reports/hackney/editions/1#commitment-8`],
		['that asks for more', `${origin}/rounds/2/reports/hackney/editions/1?x=1#commitment-2`],
		['that climbs', `${origin}/rounds/2/reports/../../x/editions/1#commitment-2`],
		['that is none', 'javascript:alert(1)'],
		['that is not even text', null]
	])('%s is an ordinary link', (_, href) => {
		expect(citedAt(href, origin)).toBeNull();
	});
});

describe('a text', () => {
	const other = `${origin}/rounds/2/reports/leeds/editions/1#why`;

	test('cites in its own order, the same section once, a partly bold link as one', () => {
		const found = citationsIn(
			doc(
				paragraph(
					text('As '),
					text('Hackney ', link(`${origin}${path}`)),
					text('says', link(`${origin}${path}`), { type: 'bold' })
				),
				paragraph(
					text('Leeds too', link(other)),
					text(', and '),
					text('again', link(`${origin}${path}`))
				)
			),
			origin
		);
		expect(found.map(({ words, slug }) => [words, slug])).toEqual([
			['Hackney says', 'hackney'],
			['Leeds too', 'leeds']
		]);
	});

	test('draws out its themes as headings of the first kind, with words in them', () => {
		const json = doc(
			heading(3, text('Money '), text('and trust')),
			heading(4, text('A detail')),
			heading(3),
			paragraph(text('Not this')),
			{ type: 'blockquote', content: [heading(3, text('In their words'))] }
		);
		expect(themesIn(json)).toEqual(['Money and trust', 'In their words']);
	});
});

describe('what goes public', () => {
	const html =
		`<h3>Money</h3><h4>Grants</h4><h3></h3><p>See <a href="${origin}${path}" rel="noopener noreferrer nofollow">Hack<strong>ney</strong></a>` +
		' and <a href="https://elsewhere.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow">others</a>.</p><h3>Trust</h3>';
	const made = publicHtml(html, origin);

	test('leads within the workspace, wherever that is moved to', () => {
		expect(made).toContain(`<a href="${path}">Hack<strong>ney</strong></a>`);
		expect(made).toContain('href="https://elsewhere.example/?a=1&amp;b=2" rel="noopener');
	});

	test('has its themes one level below the title, each to be linked to', () => {
		expect(made).toContain('<h2 id="theme-1">Money</h2><h3>Grants</h3><p>');
		expect(made).toContain('<h2 id="theme-2">Trust</h2>');
	});

	const citation = (anchor: string, isCorrected: boolean) => ({
		path,
		anchor,
		words: 'Hackney',
		source: null,
		correction: isCorrected
			? { edition: 2, note: null, publishedAt: '2021-12-01T10:00:00.000Z', path, runs: [] }
			: null
	});

	test('says behind a citation, once, that the cited words were corrected', () => {
		const split = made.replace('</strong></a>', `</strong></a><a href="${path}">’s</a>`);
		const told = withCorrections(split, [citation('source-1', true)]);
		expect(told.match(/corrected since/g)).toHaveLength(1);
		expect(told).toContain('’s</a> <a class="corrected" href="#source-1">');
		expect(withCorrections(split, [citation('source-1', false)])).toBe(split);
	});
});
