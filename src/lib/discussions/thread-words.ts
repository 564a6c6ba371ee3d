// What pages say about threads and posts.
import { dateInWords, dayOf, timeInWords } from '#shared/dates.ts';
import type { PostAudience, ThreadAudience } from '#shared/states.ts';

/** Who sees a thread, as a list of readers: "Pledge Makers and Pledge Supporters". Where it is about something that not
 *  everybody may read, those are meant among its readers. */
export function audienceInWords(
	audience: ThreadAudience,
	organisation: string | null,
	place: { kind: string; readers: string }
): string {
	const among = place.kind === 'commitment' ? '' : `, among ${place.readers}`;
	switch (audience) {
		case 'pledge-makers':
			return `Pledge Makers${among}`;
		case 'pledge-makers-and-supporters':
			return `Pledge Makers and Pledge Supporters${among}`;
		case 'organisation':
			return `${organisation ?? 'one organisation'}${among}`;
		case 'place':
			return place.readers;
	}
}

export { postPath, threadPath } from '#shared/thread-path.ts';

/** "Sam, London Borough of Hackney". */
export const authorInWords = ({
	name,
	organisation
}: {
	name: string;
	organisation: string;
}): string => (organisation === '' ? name : `${name}, ${organisation}`);

const isDay = (at: string, daysAgo: number, now: Date): boolean =>
	dayOf(at) === dayOf(new Date(now.getTime() - daysAgo * 86_400_000).toISOString());

/** "today, 10:15", "yesterday, 09:00", "Tuesday 17 November, 09:20". */
export function postTime(at: string, now: Date = new Date()): string {
	if (isDay(at, 0, now)) return `today, ${timeInWords(at)}`;
	if (isDay(at, 1, now)) return `yesterday, ${timeInWords(at)}`;
	return dateInWords(at, { time: true, now });
}

/** "today", "yesterday", "Tuesday 17 November". */
export function postDay(at: string, now: Date = new Date()): string {
	if (isDay(at, 0, now)) return 'today';
	if (isDay(at, 1, now)) return 'yesterday';
	return dateInWords(at, { now });
}

/** "1 post", "8 posts": numbers that count stand as figures. */
export const countedIn = (count: number, one: string): string =>
	`${count} ${count === 1 ? one : `${one}s`}`;

/** The beginning of a text in one line, cut after a word. */
export function inShort(text: string, longest = 160): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line.length <= longest) return line;
	return `${line.slice(0, longest).replace(/\s+\S*$/, '')} …`;
}

/** For whom a post is that is not for everybody in its discussion. */
export function circleInWords(circle: PostAudience): string {
	switch (circle) {
		case 'pledge-makers':
			return 'For Pledge Makers';
		case 'organisation':
			return 'For its author’s organisation';
		case 'moderators':
			return 'For those who moderate here';
	}
}

/** The words of a post without its notation for bold and links, where there is room for words only. */
export const withoutMarks = (body: string): string =>
	body.replace(/\[([^\]]+)\]\([^)\s]+\)/g, '$1').replaceAll('**', '');
