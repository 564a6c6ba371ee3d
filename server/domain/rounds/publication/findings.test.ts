import { describe, expect, test } from 'vitest';
import { findingsIn, type LinkRules } from './findings.ts';
import { fingerprint } from '../fingerprint.ts';
import { leadsTo } from './own-pages.ts';

const origin = 'https://pledge.example';
const links: LinkRules = {
	origin,
	leadsTo: (path) =>
		leadsTo(path, {
			rounds: new Set([2]),
			reports: new Set(['2/leeds']),
			organisations: new Set(['leeds'])
		})
};
const text = (words: string, ...marks: object[]) => ({ type: 'text', text: words, marks });
const link = (href: string) => ({ type: 'link', attrs: { href } });
const p = (...content: object[]) => ({ type: 'paragraph', content });
const h = (level: number, words: string) => ({
	type: 'heading',
	attrs: { level },
	...(words === '' ? {} : { content: [text(words)] })
});
const row = (kind: string, ...cells: string[]) => ({
	type: 'tableRow',
	content: cells.map((cell) => ({ type: kind, content: [p(text(cell))] }))
});

const found = (...content: object[]) =>
	findingsIn(fingerprint('why', { type: 'doc', content }, []), links).map(
		({ kind, message, quote }) => [kind, message, quote]
	);
const bold = { type: 'bold' };

describe('what some readers could not follow', () => {
	test('a small heading without one above it', () => {
		expect(found(h(4, 'Money'))).toEqual([
			['accessibility', 'A small heading stands where no heading is above it.', 'Money']
		]);
		expect(found(h(3, 'Money'), h(4, 'Grants'), h(3, 'People'))).toEqual([]);
	});

	test('a heading without words', () => {
		expect(found(h(3, ' '))).toHaveLength(1);
	});

	test('a bold line instead of a heading, but not a bold sentence', () => {
		expect(found(p(text('What we were told', bold)))).toHaveLength(1);
		expect(
			found(p(text('We were told: stop.', bold)), p(text('Bold', bold), text(' start')))
		).toEqual([]);
	});

	test('typed bullets instead of a list, said once', () => {
		expect(found(p(text('Ø one')), p(text('Ø two')), p(text('Ø three')))).toEqual([
			['accessibility', 'Lines that begin with a dot or dash stand for a list.', 'Ø one']
		]);
		expect(found(p(text('– said by one woman’s group')))).toEqual([]);
	});

	test('a table without header cells; a header at the start of each row will do', () => {
		const cells = row('tableCell', 'a', 'b');
		expect(found({ type: 'table', content: [cells, cells] })).toHaveLength(1);
		expect(found({ type: 'table', content: [row('tableHeader', 'a', 'b'), cells] })).toEqual([]);
		const led = {
			type: 'tableRow',
			content: [
				{ type: 'tableHeader', content: [p(text('a'))] },
				{ type: 'tableCell', content: [p(text('b'))] }
			]
		};
		expect(found({ type: 'table', content: [led, led] })).toEqual([]);
	});

	test('a link that says nothing when read alone, however it is cut into pieces', () => {
		const address = link('https://nhs.uk/report');
		expect(found(p(text('click ', address), text('here', address, bold)))[0]).toEqual([
			'accessibility',
			'The words of a link do not say where it leads when read alone.',
			'click here'
		]);
		expect(found(p(text('https://nhs.uk/report', address)))).toHaveLength(1);
		expect(found(p(text(' ', address)))).toHaveLength(1);
		expect(found(p(text('the trust’s report', address)))).toEqual([]);
	});
});

describe('links that lead nowhere', () => {
	test.each([
		[
			`${origin}/rounds/2/reports/nobody`,
			'A link leads to a page of this workspace that does not exist.'
		],
		[
			`${origin}/rounds/2/reports/leeds#no-such`,
			'A link leads to a page of this workspace that does not exist.'
		],
		[`${origin}/rounds/9`, 'A link leads to a page of this workspace that does not exist.'],
		[`${origin}/reports/0190`, 'A link leads to a page that only members can open.'],
		['https://intranet/report', 'A link’s address is incomplete.'],
		['https://https//nhs.uk', 'A link’s address is incomplete.'],
		['http://192.168.1.4/plan', 'A link’s address works only inside one organisation.'],
		['https://files.trust.local/plan', 'A link’s address works only inside one organisation.'],
		['mailto:info', 'A link’s e-mail address is not one.']
	])('%s', (href, message) => {
		expect(found(p(text('our plan', link(href))))).toEqual([
			['broken-link', message, `our plan: ${href}`]
		]);
	});

	test.each([
		`${origin}/`,
		`${origin}/rounds/2`,
		`${origin}/rounds/2/reports/leeds#commitment-3`,
		`${origin}/rounds/2/reports/leeds/editions/1#commitment-3`,
		`${origin}/commitments/3/across?round=2`,
		`${origin}/organisations/leeds`,
		'https://www.nhs.uk/',
		'mailto:info@nhs.uk'
	])('%s is well', (href) => {
		expect(found(p(text('our plan', link(href))))).toEqual([]);
	});
});

describe('a finding', () => {
	test('keeps its name while the words stay, and loses it when they change', () => {
		const ids = (...content: object[]) =>
			findingsIn(fingerprint('why', { type: 'doc', content }, []), links).map(({ id }) => id);
		const first = ids(p(text('n=4')), p(text('n=3')));
		expect(first).toEqual(ids(p(text('n=4')), p(text('n=3'))));
		expect(new Set(first).size).toBe(2);
		expect(ids(p(text('n=4, we think')), p(text('n=3')))).not.toContain(first[0]);
	});

	test('is found in the answer to a promise, and in the cells of a table', () => {
		const answers = [
			{ promise: 'We will', outcome: 'partly' as const, explanation: 'Ask sam.jones@nhs.net.' }
		];
		expect(findingsIn(fingerprint('why', null, answers), links)).toMatchObject([
			{ kind: 'personal-email', quote: 'sam.jones@nhs.net', section: 'why' }
		]);
		const table = { type: 'table', content: [row('tableHeader', 'n=4'), row('tableCell', '<5')] };
		expect(found(table).map(([, , quote]) => quote)).toEqual(['n=4', '<5']);
	});

	test('does not say what was written in its message', () => {
		const [finding] = findingsIn(
			fingerprint('why', { type: 'doc', content: [p(text('Ask sam.jones@nhs.net'))] }, []),
			links
		);
		expect(finding?.message).not.toContain('sam');
	});
});
