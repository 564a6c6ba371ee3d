// What is said of colleagues, in whole sentences short enough to be listened to.
import { counted, listed, numberInWords } from '../ui/words.ts';
import { countWords } from '#shared/words.ts';
import type { HeardEdit } from './heard-edits.ts';

/** So many of the words themselves are said; the rest is counted. */
const mostWords = 30;

export type EditWords = {
	/** What the section is called in a sentence: "commitment 3". */
	place: string;
	/** Whether the words that were added are said too. */
	withWords: boolean;
};

/** What one person did to one section: "Joel added twelve words to commitment 3."; null when it came to no words. */
export function editInWords(
	{ author, added, removed }: Pick<HeardEdit, 'author' | 'added' | 'removed'>,
	{ place, withWords }: EditWords
): string | null {
	const who = author?.name ?? 'Somebody';
	const [more, less] = [countWords(added), countWords(removed)];
	const words = withWords && more > 0 ? `: ${shortened(added)}` : '.';
	if (more === 1 && less === 1) return `${who} changed a word in ${place}${words}`;
	if (more > 0 && less > 0) {
		return `${who} removed ${counted(less, 'word')} and added ${numberInWords(more)} in ${place}${words}`;
	}
	if (more > 0) return `${who} added ${counted(more, 'word')} to ${place}${words}`;
	return less > 0 ? `${who} removed ${counted(less, 'word')} from ${place}.` : null;
}

function shortened(text: string): string {
	const words = text.split(' ');
	const more = words.length - mostWords;
	if (more <= 0) return `“${text}”`;
	return `“${words.slice(0, mostWords).join(' ')} …”, and ${counted(more, 'word')} more.`;
}

/** "Joel and Safiya have joined." */
export const joinedInWords = (names: readonly string[]): string =>
	`${listed(names)} ${names.length === 1 ? 'has' : 'have'} joined.`;

/** "Joel has left." */
export const leftInWords = (names: readonly string[]): string =>
	`${listed(names)} ${names.length === 1 ? 'has' : 'have'} left.`;

/** Said once, when the text has come: "Joel and Safiya are also here." */
export const alsoHereInWords = (names: readonly string[]): string =>
	`${listed(names)} ${names.length === 1 ? 'is' : 'are'} also here.`;
