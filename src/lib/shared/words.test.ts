import { expect, test } from 'vitest';
import { countWords } from './words.ts';

test.each([
	['', 0],
	['   \n', 0],
	['One', 1],
	['28 of 33 signatories', 4],
	['co-produced with people’s own words', 5],
	['£1,245,000 over 5 years — not a penny more.', 8],
	['Two paragraphs.\n\nSecond one.', 4],
	['naïve cafés, Zoë', 3],
	['– · • ✓', 0]
])('%j has %i words', (text, words) => {
	expect(countWords(text)).toBe(words);
});
