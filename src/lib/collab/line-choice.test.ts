import { expect, test } from 'vitest';
import { afterLine, firstChoice, type LineChoice, type LineKind } from './line-choice.ts';

const after = (...lines: [LineKind, hasHeard: boolean][]): LineChoice['next'] =>
	lines.reduce((choice, line) => afterLine(choice, ...line), firstChoice).next;

test('two sockets in a row that bring not a word: then polling', () => {
	expect(after()).toBe('socket');
	expect(after(['socket', false])).toBe('socket');
	expect(after(['socket', false], ['socket', false])).toBe('polling');
});

test('a socket that worked and broke is tried again as a socket, as often as it may be', () => {
	expect(after(['socket', true], ['socket', true], ['socket', true])).toBe('socket');
	expect(after(['socket', false], ['socket', true], ['socket', false])).toBe('socket');
});

test('polling that never worked starts afresh with sockets: the server was away', () => {
	const blocked: [LineKind, boolean][] = [
		['socket', false],
		['socket', false]
	];
	expect(after(...blocked, ['polling', false])).toBe('socket');
	expect(after(...blocked, ['polling', false], ['socket', false])).toBe('socket');
});

test('polling that has worked goes on, also when the server ends it or goes away for a while', () => {
	const polled: [LineKind, boolean][] = [
		['socket', false],
		['socket', false],
		['polling', true]
	];
	expect(after(...polled)).toBe('polling');
	expect(after(...polled, ['polling', false], ['polling', false])).toBe('polling');
});
