import { expect, test } from 'vitest';
import type { WritingSlot } from '#server/storage/versions.ts';
import { stretchesOf } from './timeline.ts';

const slot = (time: string, memberId: string | null, first: number, last = first): WritingSlot => ({
	member_id: memberId,
	slot: `2026-11-23T${time.slice(0, 4)}`,
	first_seq: first,
	last_seq: last,
	first_at: `2026-11-23T${time}:00.000Z`,
	last_at: `2026-11-23T${time}:30.000Z`,
	changes: last - first + 1
});

test('C81 people who write within one hour, without a long pause, are told together; who wrote most first', () => {
	const slots = [
		slot('09:05', 'anna', 1, 3),
		slot('09:17', 'ben', 4, 20),
		slot('09:21', 'anna', 21),
		slot('09:55', 'anna', 22),
		slot('10:01', 'ben', 23)
	];
	const told = stretchesOf(slots);
	expect(told.map(({ firstSeq, lastSeq, authors }) => [firstSeq, lastSeq, authors])).toEqual([
		[23, 23, ['ben']],
		[22, 22, ['anna']],
		[1, 21, ['ben', 'anna']]
	]);
	expect(told[2]).toMatchObject({
		since: '2026-11-23T09:05:00.000Z',
		at: '2026-11-23T09:21:30.000Z',
		changes: 21
	});
	expect(stretchesOf(slots.toReversed())).toEqual(told);
});

test('C81 ten minutes that come in parts are counted once', () => {
	const parts = [slot('09:12', 'anna', 5, 8), slot('09:11', 'anna', 1, 4)];
	expect(stretchesOf(parts)).toMatchObject([{ firstSeq: 1, lastSeq: 8, changes: 8 }]);
});

test('C81 nothing written, nothing told', () => {
	expect(stretchesOf([])).toEqual([]);
});
