// One event as calendars read it: an invitation, or that it is taken back (iCalendar, RFC 5545 and 5546). Pure.
import { calendarFile, escaped, productId, stamp } from '#server/kernel/calendar-lines.ts';

/** `PUBLISH`: put into a calendar by hand; `REQUEST` and `CANCEL` come by mail, and change what came before. */
export type CalendarMethod = 'PUBLISH' | 'REQUEST' | 'CANCEL';

export type CalendarEvent = {
	/** The same for each invitation to the same event. */
	uid: string;
	/** Higher than in what came before. */
	sequence: number;
	/** When this was written (ms). */
	at: number;
	/** Null: the day is not settled; such an event can only be cancelled. */
	startsAt: string | null;
	minutes: number;
	title: string;
	description: string;
	place: string;
	url: string;
	organiser: Mailbox;
	/** Whom it is sent to; nobody when it is published. */
	attendee: Mailbox | null;
};
type Mailbox = { name: string; address: string };

/** A name in a parameter: in quotation marks, which it cannot hold itself. */
const quoted = (name: string): string =>
	// eslint-disable-next-line no-control-regex
	`"${name.replace(/[\u0000-\u001f\u007f]+/g, ' ').replaceAll('"', '’')}"`;

const mailbox = (property: string, parameters: string, { name, address }: Mailbox): string =>
	`${property};CN=${quoted(name)}${parameters}:mailto:${address}`;

/** The event as a file: text/calendar. */
export function calendarOf(method: CalendarMethod, event: CalendarEvent): string {
	const { startsAt, minutes, attendee } = event;
	return calendarFile([
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		productId,
		'CALSCALE:GREGORIAN',
		`METHOD:${method}`,
		'BEGIN:VEVENT',
		`UID:${event.uid}`,
		`SEQUENCE:${event.sequence}`,
		`DTSTAMP:${stamp(event.at)}`,
		...(startsAt === null
			? []
			: [`DTSTART:${stamp(startsAt)}`, `DTEND:${stamp(Date.parse(startsAt) + minutes * 60_000)}`]),
		`SUMMARY:${escaped(event.title)}`,
		...(event.description === '' ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
		...(event.place === '' ? [] : [`LOCATION:${escaped(event.place)}`]),
		`URL:${event.url}`,
		mailbox('ORGANIZER', '', event.organiser),
		...(attendee === null
			? []
			: [mailbox('ATTENDEE', ';ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE', attendee)]),
		`STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
		'END:VEVENT',
		'END:VCALENDAR'
	]);
}
