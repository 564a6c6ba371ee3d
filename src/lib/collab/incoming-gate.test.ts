import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { IncomingGate } from './incoming-gate.ts';

let arrived: number[];
let gate: IncomingGate;

beforeEach(() => {
	vi.useFakeTimers();
	arrived = [];
	gate = new IncomingGate(([number = 0]) => arrived.push(number));
});
afterEach(() => {
	gate.close();
	vi.useRealTimers();
});

/** A colleague's change comes, with a number to know it by. */
function comes(number: number, size = 1): void {
	const message = new Uint8Array(size).fill(number);
	if (!gate.holds(message)) arrived.push(number);
}

describe('a word being composed', () => {
	test('[F28] holds back what comes until it is finished, and lets it in in order', () => {
		comes(1);
		gate.compose();
		comes(2);
		comes(3);
		expect(arrived).toEqual([1]);
		gate.composed();
		expect(arrived).toEqual([1, 2, 3]);
		comes(4);
		expect(arrived).toEqual([1, 2, 3, 4]);
	});

	test('that is left unfinished does not hold colleagues back for long', () => {
		gate.compose();
		comes(1);
		vi.advanceTimersByTime(3_000);
		expect(arrived).toEqual([1]);
	});
});

describe('quiet mode', () => {
	test('holds back what comes while I write, and merges it when I pause', () => {
		gate.setQuiet(true);
		comes(1);
		gate.wrote();
		comes(2);
		vi.advanceTimersByTime(1_000);
		gate.wrote();
		comes(3);
		vi.advanceTimersByTime(1_400);
		expect(arrived).toEqual([1]);
		vi.advanceTimersByTime(100);
		expect(arrived).toEqual([1, 2, 3]);
	});

	test('is off unless switched on, and off again lets everything in at once', () => {
		gate.wrote();
		comes(1);
		gate.setQuiet(true);
		gate.wrote();
		comes(2);
		expect(arrived).toEqual([1]);
		gate.setQuiet(false);
		expect(arrived).toEqual([1, 2]);
	});

	test('lets colleagues in after a minute of writing without a pause', () => {
		gate.setQuiet(true);
		gate.wrote();
		comes(1);
		for (let second = 0; second < 60; second++) {
			vi.advanceTimersByTime(1_000);
			gate.wrote();
		}
		expect(arrived).toEqual([]);
		vi.advanceTimersByTime(1_000);
		gate.wrote();
		expect(arrived).toEqual([1]);
	});

	test('keeps no more than a megabyte waiting', () => {
		gate.setQuiet(true);
		gate.wrote();
		comes(1, 600_000);
		expect(arrived).toEqual([]);
		comes(2, 600_000);
		expect(arrived).toEqual([1, 2]);
	});

	test('a word composed in it holds until both are over', () => {
		gate.setQuiet(true);
		gate.compose();
		gate.wrote();
		comes(1);
		vi.advanceTimersByTime(1_500);
		expect(arrived).toEqual([]);
		gate.composed();
		expect(arrived).toEqual([1]);
	});

	test('what waited on a line that broke is forgotten: the next one brings it again', () => {
		gate.setQuiet(true);
		gate.wrote();
		comes(1);
		gate.forget();
		vi.advanceTimersByTime(1_500);
		expect(arrived).toEqual([]);
	});
});
