import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBreakout, roomOfPerson } from '#shared/live-session/breakouts.ts';
import { minute } from '#shared/live-session/clock.ts';
import {
	closedNow,
	takeInRooms,
	withLatecomer,
	type Breakout,
	type BreakoutStep
} from './breakout-run.ts';

const opened = (more: Partial<Breakout> = {}): Breakout => ({
	id: 'b1',
	itemId: 'item',
	task: '',
	openedAt: 0,
	closesAt: 10 * minute,
	mayChoose: false,
	rooms: [
		{ id: 'r1', title: 'One', personIds: ['ann', 'bob'], calledAt: null },
		{ id: 'r2', title: 'Two', personIds: ['cem'], calledAt: null }
	],
	...more
});

const after = (step: BreakoutStep, now = minute, breakouts: readonly Breakout[] = [opened()]) => {
	const taken = takeInRooms(breakouts, step, now);
	if (typeof taken === 'string') throw new Error(taken);
	return taken.at(-1) as Breakout;
};

test('rooms are open until their moment, and closed from it on without anything happening', () => {
	expect(openBreakout([opened()], 10 * minute - 1)?.id).toBe('b1');
	expect(openBreakout([opened()], 10 * minute)).toBeUndefined();
	const step: BreakoutStep = { type: 'answer-call', roomId: 'r1' };
	expect(takeInRooms([opened()], step, 10 * minute)).toBe('no-rooms-open');
});

test('closing gives people time, and never more than they had', () => {
	expect(after({ type: 'close-rooms', in: minute }).closesAt).toBe(2 * minute);
	expect(after({ type: 'close-rooms', in: minute }, 9.5 * minute).closesAt).toBe(10 * minute);
	expect(after({ type: 'move-closing', by: 5 * minute }).closesAt).toBe(15 * minute);
	expect(after({ type: 'move-closing', by: -60 * minute }).closesAt).toBe(minute);
	expect(closedNow([opened()], minute)[0]?.closesAt).toBe(minute);
	expect(closedNow([opened({ closesAt: 5 })], minute)[0]?.closesAt).toBe(5);
});

describe('who is in which room', () => {
	const move = (personId: string, isOwn: boolean): BreakoutStep => ({
		type: 'put-in-room',
		personId,
		roomId: 'r2',
		isOwn
	});

	test('a room that was given is changed by a facilitator, one that was chosen by oneself', () => {
		expect(takeInRooms([opened()], move('ann', true), 0)).toBe('room-is-given');
		expect(after(move('ann', false)).rooms.map(({ personIds }) => personIds)).toEqual([
			['bob'],
			['cem', 'ann']
		]);
		expect(after(move('ann', true), 0, [opened({ mayChoose: true })]).rooms[1]?.personIds).toEqual([
			'cem',
			'ann'
		]);
	});

	test('whoever is in none may go into one', () => {
		expect(after(move('dee', true)).rooms[1]?.personIds).toEqual(['cem', 'dee']);
	});

	test('a latecomer goes where there are fewest; who has a room stays, who may choose chooses', () => {
		expect(withLatecomer([opened()], 'dee', 0)[0]?.rooms[1]?.personIds).toEqual(['cem', 'dee']);
		expect(withLatecomer([opened()], 'ann', 0)).toEqual([opened()]);
		const chosen = [opened({ mayChoose: true })];
		expect(withLatecomer(chosen, 'dee', 0)).toEqual(chosen);
		expect(withLatecomer([opened()], 'dee', 11 * minute)).toEqual([opened()]);
	});

	test('nobody is ever in two rooms, whatever is done', () => {
		const anyone = fc.constantFrom('ann', 'bob', 'cem', 'dee', 'eve');
		const anyRoom = fc.constantFrom('r1', 'r2', 'r3');
		const anyStep = fc.oneof(
			fc.record({
				type: fc.constant('put-in-room' as const),
				personId: anyone,
				roomId: anyRoom,
				isOwn: fc.boolean()
			}),
			fc.record({
				type: fc.constant('call-facilitator' as const),
				personId: anyone,
				isNeeded: fc.boolean()
			}),
			fc.record({ type: fc.constant('late' as const), personId: anyone })
		);
		fc.assert(
			fc.property(fc.array(anyStep), fc.boolean(), (steps, mayChoose) => {
				let breakouts: readonly Breakout[] = [opened({ mayChoose })];
				for (const step of steps) {
					if (step.type === 'late') breakouts = withLatecomer(breakouts, step.personId, 1);
					else {
						const taken = takeInRooms(breakouts, step, 1);
						if (typeof taken !== 'string') breakouts = taken;
					}
				}
				const ids = breakouts.flatMap(({ rooms }) => rooms.flatMap(({ personIds }) => personIds));
				expect(ids).toHaveLength(new Set(ids).size);
				expect(ids).toEqual(expect.arrayContaining(['ann', 'bob', 'cem']));
			})
		);
	});
});

test('a call stands from when it was first made until it is answered, or taken back', () => {
	const call = (isNeeded: boolean): BreakoutStep => ({
		type: 'call-facilitator',
		personId: 'ann',
		isNeeded
	});
	const called = after(call(true), 5);
	expect(called.rooms[0]?.calledAt).toBe(5);
	expect(after(call(true), 9, [called]).rooms[0]?.calledAt).toBe(5);
	expect(after({ type: 'answer-call', roomId: 'r1' }, 9, [called]).rooms[0]?.calledAt).toBeNull();
	expect(after(call(false), 9, [called]).rooms[0]?.calledAt).toBeNull();
	expect(takeInRooms([opened()], { ...call(true), personId: 'dee' } as BreakoutStep, 5)).toBe(
		'no-such-room'
	);
	expect(roomOfPerson(called, 'cem')?.id).toBe('r2');
});
