import { describe, expect, test } from 'vitest';
import { addDays, firstDisorder } from '#server/domain/rounds/round-calendar.ts';
import { freeSlug, slugOf } from '#server/domain/rounds/report-slug.ts';

describe('the dates of a round', () => {
	test('days are counted over the end of a month and of a year', () => {
		expect(addDays('2026-11-23', 28)).toBe('2026-12-21');
		expect(addDays('2026-12-21', 28)).toBe('2027-01-18');
		expect(addDays('2026-11-23', -42)).toBe('2026-10-12');
	});

	test('dates out of order are named, the first pair only', () => {
		const dates = {
			opensOn: '2026-10-12',
			draftsDueOn: '2026-12-03',
			reviewEndsOn: '2026-12-10',
			signOffDueOn: '2026-12-17',
			publishesAt: '2026-12-21T10:00:00.000Z'
		};
		expect(firstDisorder(dates)).toBeNull();
		expect(firstDisorder({ ...dates, reviewEndsOn: '2026-12-18' })).toEqual({
			earlier: 'reviewEndsOn',
			later: 'signOffDueOn'
		});
	});
});

describe('the name of a report in its address', () => {
	test('is plain words of the title', () => {
		expect(slugOf('Greater Manchester Health & Social Care Partnership')).toBe(
			'greater-manchester-health-and-social-care-partnership'
		);
		expect(slugOf('  Ålesund – “København”  ')).toBe('alesund-k-benhavn');
		expect(slugOf('???')).toBe('report');
	});

	test('gets a number when it is taken', () => {
		expect(freeSlug('hackney', new Set())).toBe('hackney');
		expect(freeSlug('hackney', new Set(['hackney', 'hackney-2']))).toBe('hackney-3');
	});
});
