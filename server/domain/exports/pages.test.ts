import { expect, test } from 'vitest';
import { filesOf } from './pages.ts';
import { fileName, pathOf } from './paths.ts';
import type { About, EditionPiece, ThreadPiece } from './pieces.ts';

const about: About = {
	title: 'A copy',
	scope: 'All of it.',
	madeAt: '2026-11-23T10:00:00.000Z',
	origin: 'https://workspace.test'
};
const thread: ThreadPiece = {
	kind: 'thread',
	id: '0198-4f1e-9c0ffee0',
	commitment: 3,
	title: '../../etc/<script>alert(1)</script>',
	audience: 'Pledge Makers',
	isSample: false,
	closed: null,
	posts: [
		{
			number: 1,
			author: 'Zoë "<b>',
			organisation: '',
			at: '2026-11-23T10:00:00.000Z',
			editedAt: null,
			inReplyTo: null,
			body: 'x',
			html: '<p>&lt;a href="/not-a-link"&gt; <a href="/rounds/2" rel="nofollow">here</a> <a href="//else.test">there</a></p>',
			hiddenBecause: null,
			isLivedExperience: false,
			earlier: []
		}
	]
};

test.each([
	['../../etc/passwd', 'etc-passwd'],
	['Łódź & Zoë: “hello”', 'odz-zoe-hello'],
	['..', 'untitled'],
	['x'.repeat(300), 'x'.repeat(60)]
])('[F12] no title leads out of the folder: %s', (title, name) => {
	expect(fileName(title)).toBe(name);
});

test('[F12] what a member typed is in the path as plain letters only', () => {
	expect(pathOf(thread)).toBe('discussions/commitment-3/etc-script-alert-1-script-9c0ffee0');
});

test('[F9] a title and a name are text on the page, never markup', () => {
	const [page] = filesOf(thread, about).files;
	expect(page?.content).not.toMatch(/<script|"<b>/);
	expect(page?.content).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
	expect(page?.content).toContain("default-src 'none'");
});

test('links within the workspace lead to it from the copy; others, and words that look like one, stay', () => {
	const [page] = filesOf(thread, about).files;
	expect(page?.content).toContain('<a href="https://workspace.test/rounds/2"');
	expect(page?.content).toContain('<a href="//else.test">');
	expect(page?.content).toContain('&lt;a href="/not-a-link"&gt;');
});

test('what was told of lived experience is said to be there, without its words', () => {
	const [post] = thread.posts;
	if (post === undefined) throw new Error('a thread without posts');
	const told = { ...post, body: null, html: null, isLivedExperience: true };
	const [page] = filesOf({ ...thread, commitment: null, posts: [told] }, about).files;
	expect(page?.path).toMatch(/^discussions\/elsewhere\//);
	expect(page?.content).toContain('The words stay in the discussion and are in no copy.');
	expect(page?.content).not.toContain('Withdrawn');
});

test('an edition comes with the texts its fingerprints are of, and answers to promises stand in their section', () => {
	const canonical =
		'{"answers":[{"explanation":"Paid in 28 days","outcome":"partly","promise":"Pay on time"}],"content":[],"key":"why"}';
	const edition: EditionPiece = {
		kind: 'edition',
		round: { number: 2, title: 'Progress Report No. 2' },
		report: { id: 'r', title: 'Leeds', slug: 'leeds', organisations: ['Leeds'], isSample: false },
		number: 1,
		publishedAt: '2026-11-23T10:00:00.000Z',
		withdrawnAt: null,
		note: null,
		sha256: 'f00',
		sections: [
			{
				key: 'why',
				title: 'Why',
				commitment: null,
				wording: null,
				sha256: 'c0de',
				canonical,
				html: '',
				text: ''
			}
		],
		signatures: []
	};
	const { files } = filesOf(edition, about);
	const byPath = new Map(files.map(({ path, content }) => [path, content]));
	expect(byPath.get('reports/round-2/leeds/edition-1/why.json')).toBe(canonical);
	expect(byPath.get('reports/round-2/leeds/edition-1/SHA256SUMS')).toBe('c0de  why.json\n');
	const page = byPath.get('reports/round-2/leeds/edition-1.html');
	expect(page).toContain('Pay on time');
	expect(page).toContain('<strong>Partly done.</strong> Paid in 28 days');
});
