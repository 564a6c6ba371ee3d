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

test('polling goes on when the server ends a line, and starts afresh with sockets when no answer comes', () => {
	const blocked: [LineKind, boolean][] = [
		['socket', false],
		['socket', false]
	];
	expect(after(...blocked, ['polling', true])).toBe('polling');
	expect(after(...blocked, ['polling', false])).toBe('socket');
	expect(after(...blocked, ['polling', false], ['socket', false])).toBe('socket');
});
