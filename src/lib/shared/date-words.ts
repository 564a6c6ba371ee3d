// Moments in words, always as the clock stands in London: the server and the browser must say the same.

const day = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Europe/London',
	weekday: 'long',
	day: 'numeric',
	month: 'long',
	year: 'numeric'
});
const time = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Europe/London',
	hour: '2-digit',
	minute: '2-digit'
});

/** "Monday 23 November 2026". @param iso a moment, ISO-8601 in UTC. */
export const dayInWords = (iso: string): string => day.format(new Date(iso)).replace(',', '');

/** "14:02". */
export const timeInWords = (iso: string): string => time.format(new Date(iso));

/** "Monday 23 November 2026 at 14:02". */
export const momentInWords = (iso: string): string => `${dayInWords(iso)} at ${timeInWords(iso)}`;
