import { expect, test } from 'vitest';
import { addressFromInput, safeHref } from './link-address.ts';

test.each([
	'javascript:alert(1)',
	' javascript:alert(1)',
	'java\nscript:alert(1)',
	'data:text/html,x',
	'vbscript:x',
	'file:///etc/passwd',
	'/relative',
	'//host/path',
	'',
	null,
	42,
	`https://example.org/${'x'.repeat(2_000)}`
])('%j is no address to link to [F9]', (value) => {
	expect(safeHref(value)).toBeNull();
});

test.each([
	['https://example.org/a?b#c', 'https://example.org/a?b#c'],
	['example.org', 'https://example.org/'],
	['example.org:8080/x', 'https://example.org:8080/x'],
	['  www.example.org/report  ', 'https://www.example.org/report'],
	['someone@example.org', 'mailto:someone@example.org'],
	['mailto:someone@example.org', 'mailto:someone@example.org'],
	['http://example.org', 'http://example.org/']
])('typed %j means %s', (typed, address) => {
	expect(addressFromInput(typed)).toBe(address);
});

test.each(['', 'two words', 'javascript:alert(1)', 'nonsense', 'ftp://example.org'])(
	'typed %j makes no link',
	(typed) => {
		expect(addressFromInput(typed)).toBeNull();
	}
);
