// Words as the index knows them: letters and digits, small, without accents. One way for texts and for what is typed.
import type { Piece, Term } from './search-index.ts';

/** A longer run of letters is no word, and the index would only carry it. */
const longestWord = 64;
/** Words of one text that are indexed: those of a report many times over. */
const mostWords = 50_000;
/** Terms of one search that count. */
const mostTerms = 12;
/** A beginning shorter than this would fit almost everything. */
const shortestBeginning = 2;

export const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** Small letters without accents: "Café" and "cafe" are one word. */
export const fold = (text: string): string =>
	text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a text in order, folded. */
export const wordsIn = (text: string): string[] =>
	(fold(text).match(/[\p{L}\p{N}]+/gu) ?? [])
		.slice(0, mostWords)
		.map((word) => word.slice(0, longestWord));

/** What was typed, as terms that must all be there. Quotation marks keep words together; the last word may be unfinished. */
export function termsIn(typed: string): Term[] {
	const terms: Piece[] = [];
	const parts = typed.split(/["“”„«»]/u);
	for (const [index, part] of parts.entries()) {
		const words = wordsIn(part);
		const isQuoted = index % 2 === 1;
		const isLast = parts.slice(index + 1).every((rest) => wordsIn(rest).length === 0);
		if (isQuoted) {
			const isClosed = index < parts.length - 1;
			if (words.length > 0) terms.push({ words, isPrefix: !isClosed });
			continue;
		}
		for (const [at, word] of words.entries()) {
			const isUnfinished = isLast && at === words.length - 1 && !/[\s]$/u.test(part);
			terms.push({
				words: [word],
				isPrefix: isUnfinished && word.length >= shortestBeginning
			});
		}
	}
	return terms.slice(0, mostTerms).map((piece) => [piece]);
}
