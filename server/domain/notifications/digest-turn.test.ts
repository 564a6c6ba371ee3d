import { describe, expect, test } from 'vitest';
import { isDigestDue } from './digest-turn.ts';

const reader = { digest: 'every-day', hour: 8, since: '2026-01-01T00:00:00.000Z' } as const;

describe('the digest of eight o’clock', () => {
	test.each([
		['in winter, a minute before', '2026-11-23T07:59:00.000Z', false],
		['in winter, at the hour', '2026-11-23T08:00:00.000Z', true],
		['in summer, at the hour', '2026-07-06T07:00:00.000Z', true],
		['in summer, a minute before', '2026-07-06T06:59:00.000Z', false],
		['on the day the clocks go forward', '2026-03-29T07:00:00.000Z', true],
		['on the day the clocks go back, an hour before', '2026-10-25T07:30:00.000Z', false],
		['late on the same day, after the process was down', '2026-11-23T23:30:00.000Z', true]
	])('%s', (_, now, isDue) => {
		expect(isDigestDue(reader, now)).toBe(isDue);
	});

	test('does not come for an hour that was over when it was chosen', () => {
		const since = '2026-11-23T09:00:00.000Z';
		expect(isDigestDue({ ...reader, since }, '2026-11-23T10:00:00.000Z')).toBe(false);
		expect(isDigestDue({ ...reader, since }, '2026-11-24T08:00:00.000Z')).toBe(true);
	});

	test('keeps the weekend free where that was wished, and never comes where it is off', () => {
		const saturday = '2026-11-28T10:00:00.000Z';
		expect(isDigestDue({ ...reader, digest: 'weekdays' }, saturday)).toBe(false);
		expect(isDigestDue(reader, saturday)).toBe(true);
		expect(isDigestDue({ ...reader, digest: 'off' }, saturday)).toBe(false);
	});
});
