import { expect, test } from 'vitest';
import { momentInWords } from './date-words.ts';

test('a moment is said as the clock stands in London, summer and winter', () => {
	expect(momentInWords('2026-11-23T14:02:00.000Z')).toBe('Monday 23 November 2026 at 14:02');
	expect(momentInWords('2021-05-25T23:30:00.000Z')).toBe('Wednesday 26 May 2021 at 00:30');
});
