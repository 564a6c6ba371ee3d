import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reloadWhenIdle } from './reload-when-idle.ts';

class Page extends EventTarget {
	hidden = false;
	press(): void {
		this.dispatchEvent(new Event('keydown'));
	}
}

let page: Page;
let reloads: number;
let isKept: boolean;
let callOff: () => void;

beforeEach(() => {
	vi.useFakeTimers();
	page = new Page();
	reloads = 0;
	isKept = true;
	callOff = reloadWhenIdle(
		page,
		() => isKept,
		() => reloads++
	);
});
afterEach(() => {
	callOff();
	vi.useRealTimers();
});

test('[F20] a page that is too old reloads when it has been left alone for ten seconds, once', () => {
	vi.advanceTimersByTime(9_000);
	expect(reloads).toBe(0);
	vi.advanceTimersByTime(1_000);
	expect(reloads).toBe(1);
	vi.advanceTimersByTime(60_000);
	expect(reloads).toBe(1);
});

test('[F20] not under the hands of somebody who is typing', () => {
	for (let second = 0; second < 60; second++) {
		vi.advanceTimersByTime(1_000);
		page.press();
	}
	expect(reloads).toBe(0);
	vi.advanceTimersByTime(10_000);
	expect(reloads).toBe(1);
});

test('a page that nobody sees reloads at once', () => {
	page.press();
	page.hidden = true;
	vi.advanceTimersByTime(1_000);
	expect(reloads).toBe(1);
});

test('not while something is only in the page and not yet kept on the device', () => {
	isKept = false;
	vi.advanceTimersByTime(60_000);
	expect(reloads).toBe(0);
	isKept = true;
	vi.advanceTimersByTime(1_000);
	expect(reloads).toBe(1);
});

test('called off, it never reloads', () => {
	callOff();
	vi.advanceTimersByTime(60_000);
	expect(reloads).toBe(0);
});
