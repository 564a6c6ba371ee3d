import { expect, test } from 'vitest';
import { calendarText } from './calendar-text.ts';

const now = '2026-11-23T10:00:00.000Z';
const entry = { id: 'a-1', title: 'Due: ring', at: '2027-03-28', url: 'https://w.test/groups/a' };
const textOf = (...entries: (typeof entry)[]): string =>
	calendarText({ name: 'Out-of-area care', entries }, { now, host: 'w.test' });

test('a day is a day everywhere, over the change of the clocks too', () => {
	expect(textOf(entry)).toContain(
		'DTSTART;VALUE=DATE:20270328\r\nDTEND;VALUE=DATE:20270329\r\nSUMMARY:Due: ring\r\n'
	);
});

test('a moment in British Summer Time stays the same moment', () => {
	expect(textOf({ ...entry, at: '2027-05-25T10:00:00+01:00' })).toContain(
		'DTSTART:20270525T090000Z\r\n'
	);
});

test('words of people end no line and begin no property [F9]', () => {
	const text = textOf({ ...entry, title: 'a, b; c\\d\r\nATTENDEE:mailto:x@y.test\u0007' });
	expect(text).toContain('SUMMARY:a\\, b\\; c\\\\d\\nATTENDEE:mailto:x@y.test\r\n');
	expect(text.split('\r\n')).not.toContain('ATTENDEE:mailto:x@y.test');
});

test('long lines are folded at 75 octets, never within a character', () => {
	const title = 'Ärztinnen und Ärzte übernehmen 💛 '.repeat(8).trim();
	const text = textOf({ ...entry, title });
	const lines = text.split('\r\n');
	expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
	expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}`);
});
