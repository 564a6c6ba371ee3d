// A calendar as programs read it (RFC 5545). Pure. Days stand alone, without a time that could move them.
import { calendarFile, escaped, productId, stamp } from '#server/kernel/calendar-lines.ts';

export type CalendarEntry = {
	/** The same at each reading, so that a program moves an entry and does not double it. */
	id: string;
	title: string;
	/** A day (YYYY-MM-DD) or a moment (ISO-8601). */
	at: string;
	/** Where to read more. */
	url: string;
};

const plainDay = (day: string): string => day.replaceAll('-', '');

function dayAfter(day: string): string {
	const date = new Date(`${day}T00:00:00Z`);
	date.setUTCDate(date.getUTCDate() + 1);
	return date.toISOString().slice(0, 10);
}

function entryLines({ id, title, at, url }: CalendarEntry, now: string, host: string): string[] {
	const isDay = at.length === 10;
	return [
		'BEGIN:VEVENT',
		`UID:${id}@${host}`,
		`DTSTAMP:${stamp(now)}`,
		...(isDay
			? [`DTSTART;VALUE=DATE:${plainDay(at)}`, `DTEND;VALUE=DATE:${plainDay(dayAfter(at))}`]
			: [`DTSTART:${stamp(at)}`]),
		`SUMMARY:${escaped(title)}`,
		`URL:${url}`,
		'TRANSP:TRANSPARENT',
		'END:VEVENT'
	];
}

/** @param now when it is read  @param host of this workspace: it makes the entries' ids the world's own */
export function calendarText(
	{ name, entries }: { name: string; entries: readonly CalendarEntry[] },
	{ now, host }: { now: string; host: string }
): string {
	return calendarFile([
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		productId,
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		`X-WR-CALNAME:${escaped(name)}`,
		'X-WR-TIMEZONE:Europe/London',
		'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
		...entries.flatMap((entry) => entryLines(entry, now, host)),
		'END:VCALENDAR'
	]);
}
