// One way to count words, on the page and on the server: the writer and the API never disagree.

/** A word: letters or figures, held together by apostrophes, hyphens, points and commas inside it. */
const word = /[\p{L}\p{N}\p{M}]+(?:[-'’.,/&][\p{L}\p{N}\p{M}]+)*/gu;

/** How many words a text has. "28 of 33" has three, "co-produced" one, "£1,245,000" one. */
export const countWords = (text: string): number => text.match(word)?.length ?? 0;

/** How many words a ProseMirror document has; the numbers and marks of its lists are not words. */
export const wordsIn = (doc: {
	content: { size: number };
	textBetween(from: number, to: number, blockSeparator: string, leafText: string): string;
}): number => countWords(doc.textBetween(0, doc.content.size, '\n', '\n'));
