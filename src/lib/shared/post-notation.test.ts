// The notation of posts: what it shows, whom it finds mentioned, and what no words can smuggle through it.
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { findMentions, mentionName, renderPost, type Mentionable } from './post-notation.ts';

const html = (body: string, mentioned: Mentionable[] = []): string =>
	renderPost(body, mentioned).trim();

const leedsDrafter = { id: 'a', name: 'Leeds drafter', organisation: 'Leeds Trust' };
const leeds = { id: 'b', name: 'Leeds', organisation: 'Leeds Trust' };
const samHackney = { id: 'c', name: 'Sam', organisation: 'Hackney' };
const samLeeds = { id: 'd', name: 'Sam', organisation: 'Leeds Trust' };
const everyone = [leedsDrafter, leeds, samHackney, samLeeds];

describe('what people type', () => {
	test('a blank line begins a paragraph, a single line break stays one', () => {
		expect(html('One\ntwo\n\nThree')).toBe('<p>One<br>\ntwo</p>\n<p>Three</p>');
	});

	test('two stars make bold, an underscore makes italic', () => {
		expect(html('**bold** and _italic_')).toBe('<p><strong>bold</strong> and <em>italic</em></p>');
	});

	test('underscores inside a word are left alone', () => {
		expect(html('report_final_v2')).toBe('<p>report_final_v2</p>');
	});

	test('lists begin with a dash or a number, and keep the number they begin with', () => {
		expect(html('- one\n- two')).toBe('<ul>\n<li>one</li>\n<li>two</li>\n</ul>');
		expect(html('3. three\n4. four')).toContain('<ol start="3">');
	});

	test('links are written [text](address) or as a bare address', () => {
		const rel = 'rel="noopener noreferrer nofollow"';
		expect(html('[the note](https://example.org/a)')).toBe(
			`<p><a href="https://example.org/a" ${rel}>the note</a></p>`
		);
		expect(html('See https://example.org/a_b_c.')).toBe(
			`<p>See <a href="https://example.org/a_b_c" ${rel}>https://example.org/a_b_c</a>.</p>`
		);
	});

	test('what only looks like an address stays words', () => {
		expect(html('report.doc, name@nhs.uk, www.example.org, //example.org, ftp://x.org')).toBe(
			'<p>report.doc, name@nhs.uk, www.example.org, //example.org, ftp://x.org</p>'
		);
	});

	test('headings, quotations, code and pictures are not markup here', () => {
		expect(html('# Title')).toBe('<p># Title</p>');
		expect(html('> said')).toBe('<p>&gt; said</p>');
		expect(html('`code`')).toBe('<p>`code`</p>');
		expect(html('![alt](https://example.org/x.png)')).not.toContain('<img');
	});
});

describe('mentions', () => {
	test('the longest name that fits is meant', () => {
		expect(findMentions('Ask @Leeds drafter.', everyone)).toEqual(['a']);
		expect(findMentions('Ask @Leeds, please', everyone)).toEqual(['b']);
	});

	test('capital letters do not matter, the text stays as typed', () => {
		expect(findMentions('@leeds DRAFTER', everyone)).toEqual(['a']);
		expect(html('@leeds DRAFTER', [leedsDrafter])).toBe(
			'<p><strong class="mention">@leeds DRAFTER</strong></p>'
		);
	});

	test('a shared name needs its organisation', () => {
		expect(findMentions('@Sam?', everyone)).toEqual([]);
		expect(findMentions('@Sam, Hackney and @Sam, Leeds Trust', everyone)).toEqual(['c', 'd']);
		expect(mentionName(samHackney, everyone)).toBe('Sam, Hackney');
		expect(mentionName(leeds, everyone)).toBe('Leeds');
	});

	test('an e-mail address mentions nobody, nor does half a name', () => {
		expect(findMentions('x@Leeds and @Leedsish', everyone)).toEqual([]);
	});

	test('work in bold, in lists and in the text of a link', () => {
		expect(findMentions('**@Leeds**\n\n- @Leeds drafter', everyone).sort()).toEqual(['a', 'b']);
	});

	test('one post calls a hundred people at most', () => {
		const many = Array.from({ length: 150 }, (_, index) => ({
			id: String(index),
			name: `Person ${index}`,
			organisation: 'Leeds Trust'
		}));
		const body = many.map(({ name }) => `@${name}`).join('\n');
		expect(findMentions(body, many)).toHaveLength(100);
	});
});

describe('[F9] hostile words', () => {
	test.each([
		['a script', '<script>alert(1)</script>'],
		['an image with a handler', '<img src=x onerror=alert(1)>'],
		['a script address', '[x](javascript:alert(1))'],
		['a script address in disguise', '[x](JaVaScRiPt&colon;alert(1)) [x](java\tscript:alert(1))'],
		['a data address', '[x](data:text/html;base64,PHNjcmlwdD4=)'],
		['a vbscript address', '[x](vbscript:msgbox)'],
		['an address of our own pages', '[x](/sign-out) [x](//evil.example)'],
		['an address that leaves its quotes', '[x](https://a.example/"onmouseover="alert(1))'],
		['a title that leaves its quotes', '[x](https://a.example "t\\"onmouseover=alert(1)")'],
		['an autolink', '<javascript:alert(1)> <https://a.example/>'],
		['a reference', '[x]\n\n[x]: javascript:alert(1)'],
		['a huge list start', '999999999. x\n\n1234567890123. y']
	])('%s comes to nothing', (_what, body) => {
		expect(unexpected(html(body))).toEqual([]);
	});

	test('a hostile name is only ever a name', () => {
		const name = '<img src=x onerror=alert(1)>';
		const hostile = { id: 'x', name, organisation: '"><script>' };
		expect(findMentions(`@${name}`, [hostile])).toEqual(['x']);
		expect(html(`@${name}`, [hostile])).toBe(
			'<p><strong class="mention">@&lt;img src=x onerror=alert(1)&gt;</strong></p>'
		);
	});

	test('whatever is typed, only the few known elements come out', () => {
		const pieces = fc.constantFrom(
			...['**', '_', '[', ']', '(', ')', 'https://a.b', 'javascript:x', '<', '>', '"', "'", '&lt;'],
			...[
				'\n',
				'\n\n',
				'- ',
				'1. ',
				'@Leeds',
				'@',
				' ',
				'`',
				'\\',
				'word',
				'é',
				'    ',
				'\t',
				'\u0000'
			]
		);
		const bodies = fc.array(pieces, { maxLength: 60 }).map((all) => all.join(''));
		fc.assert(
			fc.property(bodies, (body) => {
				expect(unexpected(html(body, [leeds]))).toEqual([]);
			}),
			{ numRuns: 2_000, seed: 20_210_525 }
		);
	});

	test.each([
		'@',
		'[',
		'**a ',
		'_*',
		'[a](',
		'https://',
		'- ',
		'1. ',
		'![[]()',
		'@Leeds ',
		':',
		'a@b.',
		'<'
	])('twenty thousand characters of %j are shown in no time worth naming', (piece) => {
		const body = piece.repeat(Math.ceil(20_000 / piece.length)).slice(0, 20_000);
		const people = Array.from({ length: 1_000 }, (_, index) => ({
			...leeds,
			id: String(index),
			name: `Leeds ${index}`
		}));
		const before = performance.now();
		html(body, people.slice(0, 100));
		findMentions(body, people);
		expect(performance.now() - before).toBeLessThan(2_000);
	});
});

/** Tags and attributes that the notation has no business making. */
function unexpected(rendered: string): string[] {
	const known =
		/^<(?:\/?(?:p|ul|li|strong|em|ol|a)|br|ol start="\d{1,9}"|strong class="mention"|a href="(?:https?:\/\/|mailto:)[^"<>]*"(?: title="[^"<>]*")? rel="noopener noreferrer nofollow")>$/i;
	const tags = rendered.match(/<[^>]*>?/g) ?? [];
	return tags.filter((tag) => !known.test(tag));
}
