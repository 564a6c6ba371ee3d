// Whether somebody's digest is due. Pure.
import { dayOf, ukTime } from '#shared/dates.ts';
import type { DigestDays } from '#shared/mail-choices.ts';

export type DigestReader = {
	digest: DigestDays;
	hour: number;
	since: string;
};

const isWeekend = (day: string): boolean =>
	[0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());

/** From its hour until the end of the day in the United Kingdom: what was missed comes the same day, or not at all. */
export function isDigestDue({ digest, hour, since }: DigestReader, now: string): boolean {
	const day = dayOf(now);
	if (digest === 'off' || (digest === 'weekdays' && isWeekend(day))) return false;
	const due = ukTime(day, `${String(hour).padStart(2, '0')}:00`);
	return due <= now && due > since;
}
