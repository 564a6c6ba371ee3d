// How a section gets from nothing to agreed words.
import { describe, expect, test } from 'vitest';
import { isReviewMove, moved, sectionStateNow } from './section-state.ts';

const words = { words: 40, sha256: 'as written' };

describe('the state of a section', () => {
	test('is "being written" once there are words, whether or not anybody has said so', () => {
		expect(sectionStateNow(undefined, { words: 0, sha256: '' })).toBe('not-started');
		expect(sectionStateNow(undefined, words)).toBe('drafting');
	});

	test('falls back to "ready for review" when agreed words have changed, and comes back with them', () => {
		const agreed = { state: 'agreed', agreed_sha256: 'as written' } as const;
		expect(sectionStateNow(agreed, words)).toBe('agreed');
		expect(sectionStateNow(agreed, { words: 41, sha256: 'otherwise' })).toBe('ready-for-review');
		expect(sectionStateNow(agreed, words)).toBe('agreed');
	});

	test('stays agreed where the words were agreed before anybody kept which', () => {
		expect(sectionStateNow({ state: 'agreed', agreed_sha256: null }, words)).toBe('agreed');
	});
});

describe('moving a section on', () => {
	test('agreeing and asking for changes are a reviewer’s words, the rest the writers’', () => {
		const moves = ['drafting', 'ready-for-review', 'changes-asked', 'agreed'] as const;
		expect(moves.filter(isReviewMove)).toEqual(['changes-asked', 'agreed']);
	});

	test('agreement is bound to the words that are agreed, and nothing else is', () => {
		expect(moved('agreed', words).agreed_sha256).toBe('as written');
		expect(moved('drafting', words).agreed_sha256).toBeNull();
	});
});
