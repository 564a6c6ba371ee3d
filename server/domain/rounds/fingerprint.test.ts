import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fingerprint, manifestOf, sha256 } from './fingerprint.ts';

type Node = Record<string, unknown>;

const doc = (...content: Node[]): object => ({ type: 'doc', content });
const p = (...content: Node[]): Node =>
	content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content };
const t = (text: string, ...marks: Node[]): Node =>
	marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks };
const bold = { type: 'bold' };
const italic = { type: 'italic' };
const link = (href: string): Node => ({ type: 'link', attrs: { href } });

const of = (json: object | null): string => fingerprint('why', json, []).sha256;

describe('the fingerprint of a section', () => {
	test('is the SHA-256 of its canonical form, which anybody can compute', () => {
		const { canonical, sha256: hash } = fingerprint('why', doc(p(t('We signed.'))), []);
		expect(canonical).toBe(
			'{"content":[{"content":[{"text":"We signed.","type":"text"}],"type":"paragraph"}],"key":"why"}'
		);
		expect(hash).toBe(createHash('sha256').update(canonical).digest('hex'));
	});

	test('of nothing is that of an empty text, and differs by section', () => {
		expect(of(null)).toBe(of(doc()));
		expect(of(null)).toBe(of(doc(p())));
		expect(of(null)).not.toBe(fingerprint('next-steps', null, []).sha256);
	});

	test.each<[string, object, object]>([
		[
			'blank paragraphs',
			doc(p(t('One')), p(t('Two'))),
			doc(p(), p(t('One')), p(), p(t('Two')), p())
		],
		['where a run of letters ends', doc(p(t('One two'))), doc(p(t('One '), t('two')))],
		['the order of marks', doc(p(t('One', bold, italic))), doc(p(t('One', italic, bold)))],
		[
			'attributes at their usual values',
			doc({ type: 'orderedList', content: [] }),
			doc({ type: 'orderedList', attrs: { start: 1, type: null }, content: [] })
		],
		[
			'the order of names',
			doc({ type: 'heading', attrs: { level: 3 }, content: [t('One')] }),
			doc({ content: [t('One')], attrs: { level: 3 }, type: 'heading' })
		]
	])('does not change with %s: nobody reads a difference', (_what, one, other) => {
		expect(of(one)).toBe(of(other));
	});

	test.each<[string, object, object]>([
		['a letter', doc(p(t('One'))), doc(p(t('one')))],
		['a space', doc(p(t('One two'))), doc(p(t('One  two')))],
		['bold', doc(p(t('One'))), doc(p(t('One', bold)))],
		['which letters are bold', doc(p(t('One', bold), t('two'))), doc(p(t('One'), t('two', bold)))],
		['where a link leads', doc(p(t('One', link('/a')))), doc(p(t('One', link('/b'))))],
		['where a paragraph ends', doc(p(t('One two'))), doc(p(t('One')), p(t(' two')))],
		['the order of paragraphs', doc(p(t('One')), p(t('Two'))), doc(p(t('Two')), p(t('One')))],
		[
			'the level of a heading',
			doc({ type: 'heading', attrs: { level: 3 }, content: [t('One')] }),
			doc({ type: 'heading', attrs: { level: 4 }, content: [t('One')] })
		],
		[
			'the number a list begins with',
			doc({ type: 'orderedList', attrs: { start: 1 }, content: [] }),
			doc({ type: 'orderedList', attrs: { start: 2 }, content: [] })
		]
	])('changes with %s', (_what, one, other) => {
		expect(of(one)).not.toBe(of(other));
	});

	test('changes with the answer to a promise that stands in it', () => {
		const json = doc(p(t('One')));
		const answer = { promise: 'We will publish by ward.', outcome: null, explanation: '' };
		const hashes = [
			of(json),
			fingerprint('why', json, [answer]).sha256,
			fingerprint('why', json, [{ ...answer, outcome: 'done' }]).sha256,
			fingerprint('why', json, [{ ...answer, explanation: 'Two wards are left out.' }]).sha256
		];
		expect(new Set(hashes).size).toBe(hashes.length);
	});
});

describe('the fingerprint of the report', () => {
	const sections = ['why', 'next-steps'].map((key) => fingerprint(key, doc(p(t(key))), []));

	test('is that of a list as sha256sum writes it', () => {
		const [why, next] = sections;
		expect(manifestOf(sections)).toBe(
			`${why?.sha256}  why.json\n${next?.sha256}  next-steps.json\n`
		);
	});

	test('changes with the order of its sections', () => {
		expect(sha256(manifestOf(sections))).not.toBe(sha256(manifestOf(sections.toReversed())));
	});
});
