// The calendar file, read back as a calendar does: unfolded, unescaped, in octets.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { momentIn } from '#shared/dates.ts';
import { calendarOf, type CalendarEvent } from './calendar.ts';

const event: CalendarEvent = {
	uid: 'session-1@workspace.test',
	sequence: 3,
	at: Date.parse('2027-03-01T09:30:00.000Z'),
	startsAt: '2027-03-15T10:00:00.000Z',
	minutes: 90,
	title: 'What stands in the way',
	description: 'To find it out.',
	place: 'Room 2, Town Hall',
	url: 'https://workspace.test/sessions/session-1',
	organiser: { name: 'Alliance Workspace', address: 'workspace@workspace.test' },
	attendee: { name: 'Sam "Sammy" Okoro; Leeds', address: 'sam@demo.test' }
};

/** Its lines as they are meant, by their names. */
function read(file: string): Map<string, string> {
	expect(file.endsWith('\r\n')).toBe(true);
	const lines = file.slice(0, -2).replaceAll('\r\n ', '').split('\r\n');
	return new Map(lines.map((line) => [/^[A-Z-]+/.exec(line)?.[0] ?? '', line]));
}
const valueOf = (file: string, name: string): string | undefined =>
	read(file)
		.get(name)
		?.slice(name.length + 1);
const plain = (value: string): string =>
	value.replace(/\\([\\;,nN])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));

describe('an invitation', () => {
	test('says who invites whom to what, and which one it is', () => {
		const lines = read(calendarOf('REQUEST', event));
		expect(lines.get('METHOD')).toBe('METHOD:REQUEST');
		expect(lines.get('UID')).toBe('UID:session-1@workspace.test');
		expect(lines.get('SEQUENCE')).toBe('SEQUENCE:3');
		expect(lines.get('STATUS')).toBe('STATUS:CONFIRMED');
		expect(lines.get('LOCATION')).toBe('LOCATION:Room 2\\, Town Hall');
		expect(lines.get('ATTENDEE')).toBe(
			'ATTENDEE;CN="Sam ’Sammy’ Okoro; Leeds";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:sam@demo.test'
		);
	});

	test.each([
		['the day before summer time', '2027-03-27', '20270327T140000Z', '20270327T153000Z'],
		['the day it begins', '2027-03-28', '20270328T130000Z', '20270328T143000Z'],
		['the day it ends', '2027-10-31', '20271031T140000Z', '20271031T153000Z']
	])('is at two in London on %s', (_, day, begins, ends) => {
		const file = calendarOf('REQUEST', {
			...event,
			startsAt: momentIn('Europe/London', day, '14:00')
		});
		expect([valueOf(file, 'DTSTART'), valueOf(file, 'DTEND')]).toEqual([begins, ends]);
	});

	test('that is over as the clocks go back lasts as long as it was said to', () => {
		const startsAt = momentIn('Europe/London', '2027-10-31', '00:30');
		expect(valueOf(calendarOf('REQUEST', { ...event, startsAt }), 'DTEND')).toBe(
			'20271031T010000Z'
		);
	});

	test('is taken back with the same name, also when no day is settled any more', () => {
		const lines = read(calendarOf('CANCEL', { ...event, sequence: 4, startsAt: null }));
		expect(lines.get('STATUS')).toBe('STATUS:CANCELLED');
		expect(lines.get('UID')).toBe('UID:session-1@workspace.test');
		expect(lines.has('DTSTART')).toBe(false);
	});

	test('that is published names nobody who is invited', () => {
		expect(read(calendarOf('PUBLISH', { ...event, attendee: null })).has('ATTENDEE')).toBe(false);
	});
});

test('whatever people write comes back as it was, and no line is longer than calendars take', () => {
	const words = fc.string({ unit: 'grapheme', maxLength: 200 }).map((each) =>
		each
			.replace(/\r\n?/g, '\n')
			// eslint-disable-next-line no-control-regex
			.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, '')
	);
	fc.assert(
		fc.property(words, words, (title, description) => {
			const file = calendarOf('REQUEST', { ...event, title, description: `-${description}` });
			for (const line of file.split('\r\n')) {
				expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
			}
			expect(plain(valueOf(file, 'SUMMARY') ?? '')).toBe(title);
			expect(plain(valueOf(file, 'DESCRIPTION') ?? '')).toBe(`-${description}`);
		})
	);
});

test('words cannot become lines of their own', () => {
	const file = calendarOf('REQUEST', {
		...event,
		title: 'A\r\nATTENDEE:mailto:mallory@demo.test',
		attendee: { name: 'Sam\r\nSTATUS:CANCELLED', address: 'sam@demo.test' }
	});
	expect(file.match(/^ATTENDEE/gm)).toHaveLength(1);
	expect(file.match(/^STATUS/gm)).toEqual(['STATUS']);
	expect(file).toContain('STATUS:CONFIRMED');
});
