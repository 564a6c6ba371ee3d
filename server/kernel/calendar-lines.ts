// What every calendar file is written with (iCalendar, RFC 5545). Pure.
//
// Moments are written in UTC, which every program shows in its reader's own time across the change of the clocks.

export const productId = 'PRODID:-//Synergi National Pledge Alliance//Workspace//EN';

/** Octets in a line before it has to be folded. */
const longestLine = 75;

/** @param text of people: a line break, comma or semicolon must not end the property */
export const escaped = (text: string): string =>
	text
		.replace(/\\/g, '\\\\')
		.replace(/\r\n?|\n/g, '\\n')
		.replace(/[,;]/g, (character) => `\\${character}`)
		// eslint-disable-next-line no-control-regex -- they are what is taken out
		.replace(/[\u0000-\u001f\u007f]/g, '');

/** @param moment ISO-8601, or ms  @returns for example "20270328T010000Z" */
export const stamp = (moment: string | number): string =>
	`${new Date(moment).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

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

/** The file that these lines make. */
export const calendarFile = (lines: readonly string[]): string =>
	`${lines.map(folded).join('\r\n')}\r\n`;
