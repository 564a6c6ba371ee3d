// A discussion as a file: nothing that a member wrote becomes markup in it, and what is gone stays gone.
import { expect, test } from 'vitest';
import { exportThread } from './thread-export.ts';
import type { Post, Thread } from './thread-view.ts';

const hostile = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![p](http://spy) # big';
const author = { id: 'm', name: '<b>Sam</b>', organisation: 'Org](javascript:1)' };

const post = (number: number, more: Partial<Post> = {}): Post => ({
	id: `p${number}`,
	number,
	author,
	body: hostile,
	html: '<p>&lt;img src=x onerror=alert(1)&gt;</p>',
	inReplyTo: null,
	inReplyToNumber: null,
	at: '2026-11-23T10:00:00.000Z',
	editedAt: null,
	earlier: [],
	withdrawn: false,
	hidden: null,
	isLivedExperience: false,
	contentNote: '',
	seenBy: null,
	unread: false,
	abilities: { edit: false, withdraw: false, hide: false, offer: false },
	...more
});
const thread = {
	id: 't',
	title: hostile,
	commitment: 3,
	place: { kind: 'commitment', title: 'Commitment 3', path: '/commitments/3', readers: '' },
	author,
	createdAt: '2026-11-23T10:00:00.000Z',
	closed: null,
	outcome: null,
	posts: [
		post(1),
		post(2, { withdrawn: true, body: null, html: null }),
		post(3, {
			hidden: { at: '2026-11-23T10:00:00.000Z', by: 'Moderator', reason: 'Names a patient.' }
		})
	]
} as unknown as Thread;
const as = (format: 'html' | 'md' | 'json') => exportThread(thread, [], 'https://w.test/t', format);

test('[F9] in a page, hostile words are shown and never run', () => {
	const { body } = as('html');
	expect(body).not.toMatch(/<img|<b>|href="javascript/);
	expect(body).toContain('&lt;b&gt;Sam&lt;/b&gt;');
	expect(body).toContain("default-src 'none'");
});

test('[F9] in Markdown, every sign that would be markup is escaped', () => {
	const { body } = as('md');
	expect(body).not.toMatch(/(?<!\\)<(?!https:\/\/w\.test)/);
	expect(body).not.toMatch(/(?<!\\)\]\(/);
	expect(body).not.toMatch(/(?<!\\)!\[/);
});

test('[F9] withdrawn and hidden posts are markers in every form', () => {
	for (const format of ['html', 'md'] as const) {
		const { body } = as(format);
		expect(body).toContain('Withdrawn by its author.');
		expect(body).toContain('Hidden by Moderator: Names a patient.');
		// The title, twice in a page, and the one post that may be read.
		expect(body.split('onerror')).toHaveLength(format === 'html' ? 4 : 3);
	}
	const { posts } = JSON.parse(as('json').body) as { posts: { body: string | null }[] };
	expect(posts.map(({ body }) => body)).toEqual([hostile, null, null]);
});
