import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	behind,
	behindInWords,
	elapsed,
	endsAt,
	extendClock,
	markInWords,
	marksPassed,
	minute,
	pauseClock,
	remaining,
	remainingInWords,
	resumeClock,
	startClock
} from './clock.ts';

const noon = Date.UTC(2026, 10, 24, 12);
const at = (minutes: number): number => noon + minutes * minute;

test('an item of ten minutes has six left after four, and a pause takes nothing from it', () => {
	const running = startClock(10 * minute, noon);
	expect(remaining(running, at(4))).toBe(6 * minute);
	const standing = pauseClock(running, at(4));
	expect(remaining(standing, at(9))).toBe(6 * minute);
	const again = resumeClock(standing, at(9));
	expect(remaining(again, at(10))).toBe(5 * minute);
	expect(endsAt(again, at(10))).toBe(at(15));
});

test('time is added while it runs, while it stands and when it is over; taking away stops at what has passed', () => {
	const running = startClock(10 * minute, noon);
	expect(remaining(extendClock(running, 5 * minute, at(4)), at(4))).toBe(11 * minute);
	expect(remaining(extendClock(running, 5 * minute, at(12)), at(12))).toBe(3 * minute);
	expect(remaining(extendClock(running, -5 * minute, at(4)), at(4))).toBe(minute);
	expect(remaining(extendClock(running, -9 * minute, at(4)), at(4))).toBe(0);
	expect(remaining(extendClock(running, -5 * minute, at(12)), at(12))).toBe(-2 * minute);
});

test('whatever is done to a clock, time that passed is neither lost nor counted twice', () => {
	type Act = { kind: 'pause' | 'resume' | 'wait'; for: number };
	const act = fc.record<Act>({
		kind: fc.constantFrom('pause', 'resume', 'wait'),
		for: fc.nat(20 * minute)
	});
	fc.assert(
		fc.property(fc.array(act), (acts) => {
			let [now, clock, ran, stands] = [noon, startClock(30 * minute, noon), 0, false];
			for (const { kind, for: pause } of acts) {
				if (kind === 'pause') [clock, stands] = [pauseClock(clock, now), true];
				if (kind === 'resume') [clock, stands] = [resumeClock(clock, now), false];
				now += pause;
				if (!stands) ran += pause;
				expect(elapsed(clock, now)).toBe(ran);
				expect(remaining(clock, now)).toBe(30 * minute - ran);
			}
		})
	);
});

test.each([
	[6.2 * minute, 'About six minutes left'],
	[minute, 'About one minute left'],
	[30_000, 'Less than a minute left'],
	[0, 'Less than a minute left'],
	[-10_000, 'Time is up'],
	[-2.5 * minute, 'Two minutes over'],
	[45 * minute, 'About 45 minutes left']
])('%d ms left is said as: %s', (left, words) => {
	expect(remainingInWords(left)).toBe(words);
});

test('each mark is said once, when it is passed, and those passed together in one go', () => {
	const marks = [5 * minute, minute, 0];
	expect(marksPassed(marks, 6 * minute, 5 * minute)).toEqual([5 * minute]);
	expect(marksPassed(marks, 5 * minute, 4 * minute)).toEqual([]);
	expect(marksPassed(marks, 6 * minute, -1)).toEqual([0, minute, 5 * minute]);
	expect(marksPassed(marks, -1, -2)).toEqual([]);
	expect(marks.map(markInWords)).toEqual([
		'Five minutes left.',
		'One minute left.',
		'The time for this item is up.'
	]);
});

test('the session is behind by what ran over, and ahead by what was saved', () => {
	const course = { plannedEnd: at(60), ahead: [20 * minute, 20 * minute] };
	const third = (now: number) => ({ ...course, clock: startClock(20 * minute, now) });
	expect(behindInWords(behind(third(noon), noon))).toBe('On time');
	expect(behindInWords(behind(third(at(4)), at(4)))).toBe('Four minutes behind');
	expect(behindInWords(behind(third(noon), at(24)))).toBe('Four minutes behind');
	expect(behindInWords(behind({ ...course, clock: null }, at(18)))).toBe('Two minutes ahead');
});
