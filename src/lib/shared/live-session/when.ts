// When a session is, in words and by the clocks of its own zone.

/** @returns for example "15:32" */
export const timeAt = (at: number, timeZone: string): string =>
	new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);

/** @returns for example "Tuesday 25 May 2021, 14:00" in the session's own zone; what is said when it is not settled */
export function whenInWords({
	startsAt,
	timeZone
}: {
	startsAt: string | null;
	timeZone: string;
}): string {
	if (startsAt === null) return 'The day is not settled yet';
	const day = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full' }).format(
		new Date(startsAt)
	);
	const zone = timeZone === 'Europe/London' ? '' : ` (${timeZone.replace('_', ' ')} time)`;
	return `${day}, ${timeAt(Date.parse(startsAt), timeZone)}${zone}`;
}
