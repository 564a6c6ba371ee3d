import { describe, expect, test } from 'vitest';
import type { InboxItem } from '#shared/inbox-output.ts';
import { digestWords, isWorthTelling } from './digest-words.ts';

const now = new Date('2026-11-23T08:00:00.000Z');
const item = (more: Partial<InboxItem>): InboxItem => ({
	id: 'one',
	needsMe: true,
	kind: 'review',
	kindInWords: 'Review',
	title: 'Commitment 2, Leeds',
	why: 'Leeds drafter says it is ready.',
	by: 'Leeds drafter',
	at: null,
	dueAt: null,
	act: 'Read and review',
	path: '/reports/r/sections/commitment-2',
	isRead: false,
	snoozedUntil: null,
	mayBeDone: false,
	...more
});
const words = (items: InboxItem[]) => digestWords(items, 'https://workspace.test', now);

describe('a digest', () => {
	test('of one thing has its title for a subject, says who wants what by when, and leads there', () => {
		const { subject, text } = words([item({ dueAt: '2026-11-26' })]);
		expect(subject).toBe('Commitment 2, Leeds');
		expect(text).toContain(
			[
				'Needs you (1)',
				'- Review: Commitment 2, Leeds\n  Leeds drafter says it is ready. By Thursday 26 November (in 3 days).\n  https://workspace.test/reports/r/sections/commitment-2'
			].join('\n\n')
		);
		expect(text).not.toContain('New in what you follow');
	});

	test('of several names the first, and keeps what needs one apart from what is new', () => {
		const { subject, text } = words([
			item({}),
			item({ id: 'two', needsMe: false, title: 'Out-of-area care' }),
			item({ id: 'three', needsMe: false, title: 'Carers' })
		]);
		expect(subject).toBe('Commitment 2, Leeds, and two more things');
		expect(text.indexOf('Needs you (1)')).toBeLessThan(text.indexOf('New in what you follow (2)'));
	});

	test('of very many says how many more there are', () => {
		const many = Array.from({ length: 40 }, (_, index) => item({ id: String(index) }));
		expect(words(many).text).toContain('- and 28 more in your inbox');
	});
});

describe('there is a digest', () => {
	test('when something is there that no digest has told of', () => {
		expect(isWorthTelling([item({})], [], now)).toBe(true);
		expect(isWorthTelling([item({})], ['one'], now)).toBe(false);
		expect(isWorthTelling([], [], now)).toBe(false);
	});

	test('again when something is due today or tomorrow', () => {
		expect(isWorthTelling([item({ dueAt: '2026-11-24' })], ['one'], now)).toBe(true);
		expect(isWorthTelling([item({ dueAt: '2026-11-25' })], ['one'], now)).toBe(false);
	});
});
