import { describe, expect, test } from 'vitest';
import type { SectionState } from '#shared/states.ts';
import { counted, listed, numberInWords, opening, sectionsInWords } from './words.ts';

describe('the interface in words', () => {
	test('the sentence beside the stitches says what they show, furthest first', () => {
		const states: SectionState[] = [
			'agreed',
			'ready-for-review',
			'changes-asked',
			'drafting',
			'drafting',
			...Array.from({ length: 5 }, (): SectionState => 'not-started')
		];
		expect(sectionsInWords(states)).toBe(
			'Of ten sections: one agreed, one with changes asked, one ready for review, two being written, five not started.'
		);
	});

	test('ten sections alike are "all"', () => {
		expect(sectionsInWords(Array.from({ length: 10 }, () => 'not-started'))).toBe(
			'Of ten sections: all not started.'
		);
	});

	test('small numbers are words and larger ones digits', () => {
		expect(numberInWords(3)).toBe('three');
		expect(numberInWords(28)).toBe('28');
		expect(counted(1, 'organisation')).toBe('one organisation');
		expect(counted(0, 'organisation')).toBe('no organisations');
		expect(opening('three reports')).toBe('Three reports');
	});

	test('names are listed with commas and an "and"', () => {
		expect(listed(['Leeds'])).toBe('Leeds');
		expect(listed(['Leeds', 'Hackney', 'Manchester'])).toBe('Leeds, Hackney and Manchester');
	});
});
