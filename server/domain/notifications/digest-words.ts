// What stands in a digest, and whether there is one today. Pure.
import { dateInWords, distanceInWords } from '#shared/dates.ts';
import type { InboxItem } from '#shared/inbox-output.ts';
import { counted, opening } from '#shared/counting-words.ts';

/** More of a kind than this nobody reads in a mail; the inbox has them all. */
const most = 12;

/** Days before it is due on which a thing is worth saying again. */
const isNear = (item: InboxItem, now: Date): boolean => {
	const distance = item.dueAt === null ? null : distanceInWords(item.dueAt, now);
	return distance === 'today' || distance === 'tomorrow';
};

/** Something that no digest has told of yet, or that is due today or tomorrow: the same list again is no news. */
export const isWorthTelling = (
	items: readonly InboxItem[],
	told: readonly string[],
	now: Date
): boolean => items.some((item) => !told.includes(item.id) || isNear(item, now));

function line(item: InboxItem, origin: string, now: Date): string {
	const { kindInWords, title, why, dueAt, path } = item;
	const distance = dueAt === null ? null : distanceInWords(dueAt, now);
	const due =
		dueAt === null
			? ''
			: ` By ${dateInWords(dueAt, { now })}${distance === null ? '' : ` (${distance})`}.`;
	return `- ${kindInWords}: ${title}\n  ${why}${due}\n  ${origin}${path}`;
}

function part(heading: string, items: readonly InboxItem[], origin: string, now: Date): string[] {
	if (items.length === 0) return [];
	const rest = items.length - most;
	return [
		`${heading} (${items.length})`,
		...items.slice(0, most).map((item) => line(item, origin, now)),
		...(rest > 0 ? [`- and ${counted(rest, 'more', 'more')} in your inbox`] : [])
	];
}

/** @param items what is not put off and not read, what needs the reader first */
export function digestWords(
	items: readonly InboxItem[],
	origin: string,
	now: Date
): { subject: string; text: string } {
	const needs = items.filter(({ needsMe }) => needsMe);
	const others = items.filter(({ needsMe }) => !needsMe);
	const [first] = items;
	const rest = items.length - 1;
	const subject =
		rest === 0 ? (first?.title ?? '') : `${first?.title ?? ''}, and ${counted(rest, 'more thing')}`;
	return {
		subject: opening(subject),
		text: [
			...part('Needs you', needs, origin, now),
			...part('New in what you follow', others, origin, now),
			'All of it, and what you want to do with it:'
		].join('\n\n')
	};
}
