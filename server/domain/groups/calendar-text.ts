// A calendar as programs read it (RFC 5545). Pure.
//
// Moments are written in UTC, which every program shows in its reader's own time across the change of the clocks; days
// stand alone, without a time that could move them.

export type CalendarEntry = {
	/** The same at each reading, so that a program moves an entry and does not double it. */
	id: string;
	title: string;
	/** A day (YYYY-MM-DD) or a moment (ISO-8601). */
	at: string;
	/** Where to read more. */
	url: string;
};

/** Octets in a line before it has to be folded. */
const longestLine = 75;

/** @param text of people: a line break, comma or semicolon must not end the property */
const escaped = (text: string): string =>
	text
		.replace(/\\/g, '\\\\')
		.replace(/\r\n?|\n/g, '\\n')
		.replace(/[,;]/g, (character) => `\\${character}`)
		// eslint-disable-next-line no-control-regex -- they are what is taken out
		.replace(/[\u0000-\u001f\u007f]/g, '');

/** Cut by octets, never within a character; each further line begins with a space. */
function folded(line: string): string {
	const lines: string[] = [];
	let current = '';
	let octets = 0;
	for (const character of line) {
		const size = new TextEncoder().encode(character).length;
		if (octets + size > longestLine) {
			lines.push(current);
			current = ' ';
			octets = 1;
		}
		current += character;
		octets += size;
	}
	return [...lines, current].join('\r\n');
}

const stamp = (moment: string): string =>
	`${new Date(moment).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
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
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Synergi National Pledge Alliance//Workspace//EN',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		`X-WR-CALNAME:${escaped(name)}`,
		'X-WR-TIMEZONE:Europe/London',
		'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
		...entries.flatMap((entry) => entryLines(entry, now, host)),
		'END:VCALENDAR'
	];
	return `${lines.map(folded).join('\r\n')}\r\n`;
}
