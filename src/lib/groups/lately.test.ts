import { expect, test } from 'vitest';
import { lately } from './lately.ts';

const begunAt = '2026-06-01T10:00:00.000Z';
const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;

test('the latest stands first, whatever kind it is, and those who began the group are no news', () => {
	const found = lately(
		{
			threads: [{ title: 'Beds', path: '/threads/1', lastPostAt: at(3) }],
			notes: [{ id: 'n', title: 'A ward that closed', createdAt: at(5) }],
			actions: [
				{ id: 'a', words: 'Ask Hackney', createdAt: at(1), settledAt: at(6) },
				{ id: 'b', words: 'Ask Leeds', createdAt: at(2), settledAt: null }
			],
			decisions: [
				{ words: 'We share figures', decidedOn: '2026-11-04', path: '/groups/g/decisions/1' }
			],
			people: [
				{ name: 'Ada', joinedAt: at(7) },
				{ name: 'Bo', joinedAt: begunAt }
			]
		},
		begunAt
	);
	expect(found.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
		'Joined Ada',
		'Action settled Ask Hackney',
		'Note A ward that closed',
		'Decision We share figures',
		'Post in Beds',
		'Action Ask Leeds'
	]);
});

test('a handful is enough', () => {
	const notes = Array.from({ length: 9 }, (_, index) => ({
		id: String(index),
		title: 'x',
		createdAt: at(index + 1)
	}));
	const found = lately({ threads: [], notes, actions: [], decisions: [], people: null }, begunAt);
	expect(found).toHaveLength(6);
});
