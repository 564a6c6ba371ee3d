// What a mail about a session says. Pure.
import { listed } from '#shared/counting-words.ts';
import { lengthInWords } from '#shared/live-session/agenda.ts';
import { whenInWords } from '#shared/live-session/when.ts';
import type { Known } from './live-sessions-deps.ts';

/** How its reader stands to the session. */
export type Standing = 'invited' | 'changed' | 'cancelled' | 'not-any-more';

const subjects: Readonly<Record<Standing, string>> = {
	invited: 'Invitation',
	changed: 'Changed',
	cancelled: 'Cancelled',
	'not-any-more': 'Not in your calendar any more'
};

/** @returns subject and text, without the link */
export function invitationWords(
	{ row, members }: Pick<Known, 'row' | 'members'>,
	as: Standing
): { subject: string; text: string } {
	const facilitators = listed(
		members.filter(({ facilitates }) => facilitates === 1).map(({ name }) => name)
	);
	const when = row.starts_at === null ? '' : `, ${whenInWords(toWhen(row))}`;
	const facts = [
		`When: ${whenInWords(toWhen(row))}${row.starts_at === null ? '' : `, ${lengthInWords(row.minutes)}`}.`,
		row.place === '' ? '' : `Where: ${row.place}`,
		row.purpose === '' ? '' : `What it is for: ${row.purpose}`
	].filter((line) => line !== '');
	const texts: Readonly<Record<Standing, readonly string[]>> = {
		invited: [
			`${facilitators} invite${members.filter(({ facilitates }) => facilitates === 1).length === 1 ? 's' : ''} you to a session: “${row.title}”.`,
			...facts,
			'Before you come in you read what the room agrees on: what is noted, and who will see it.'
		],
		changed: [`When or where the session “${row.title}” is has changed.`, ...facts],
		cancelled: [
			`The session “${row.title}”${when} does not take place.`,
			row.cancelled_reason ?? ''
		],
		'not-any-more': [`You are not expected at the session “${row.title}”${when} any more.`]
	};
	return {
		subject: `${subjects[as]}: ${row.title}${as === 'cancelled' || as === 'not-any-more' ? '' : when}`,
		text: texts[as].filter((line) => line !== '').join('\n\n')
	};
}

const toWhen = ({ starts_at, time_zone }: Known['row']) => ({
	startsAt: starts_at,
	timeZone: time_zone
});
