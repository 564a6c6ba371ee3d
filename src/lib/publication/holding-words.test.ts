import { expect, test } from 'vitest';
import type { HoldsBack } from '#server/domain/rounds/publication/holding-back.ts';
import { countedHoldings } from './holding-words.ts';

const group = (id: string, section: string, more: Partial<HoldsBack> = {}): HoldsBack => ({
	id,
	kind: 'small-group',
	section,
	message: 'A group of fewer than five people.',
	mayBeAccepted: true,
	...more
});

test('the same thing in the same section is said once, and what is accepted not at all', () => {
	const accepted = { by: 'A lead', at: '2026-12-01T10:00:00.000Z' };
	expect(
		countedHoldings([
			group('1', 'why'),
			group('2', 'why'),
			group('3', 'commitment-1'),
			group('4', 'commitment-2', { accepted })
		]).map(({ section, count }) => [section, count])
	).toEqual([
		['why', 2],
		['commitment-1', 1]
	]);
});
