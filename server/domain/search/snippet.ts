// Words around what was found, with what was found marked. Everything is escaped but the marks. Pure.
import { escapeMarkup } from '#shared/escape-markup.ts';
import type { Term } from './search-index.ts';
import { fold, wordPattern } from './words.ts';

/** Letters of a snippet, and how many of them stand before the first word found. */
const length = 220;
const before = 60;
/** Beyond this nobody looks for a better place. */
const farthest = 200_000;

type Found = { start: number; end: number };

/** Whether a word on the page is one that was looked for. */
function matcher(terms: readonly Term[]): (word: string) => boolean {
	const whole = new Set<string>();
	const beginnings: string[] = [];
	for (const { words, isPrefix } of terms.flat()) {
		for (const [index, word] of words.entries()) {
			if (isPrefix && index === words.length - 1) beginnings.push(word);
			else whole.add(word);
		}
	}
	return (word) => {
		const folded = fold(word);
		return whole.has(folded) || beginnings.some((beginning) => folded.startsWith(beginning));
	};
}

function findIn(text: string, terms: readonly Term[]): Found[] {
	const isFound = matcher(terms);
	const found: Found[] = [];
	for (const match of text.slice(0, farthest).matchAll(wordPattern)) {
		const [word] = match;
		if (isFound(word)) found.push({ start: match.index, end: match.index + word.length });
	}
	return found;
}

/** A whole text with what was found marked. */
export const marked = (text: string, terms: readonly Term[]): string =>
	withMarks(text, 0, text.length, findIn(text, terms));

/** A stretch of the text in which most of what was looked for stands. */
export function snippetOf(text: string, terms: readonly Term[]): string {
	const found = findIn(text, terms);
	const start = bestStart(text, found);
	let end = Math.min(text.length, start + length);
	if (end < text.length) end = Math.max(text.lastIndexOf(' ', end), start + length - before);
	const cut = withMarks(text, start, end, found);
	return `${start > 0 ? '… ' : ''}${cut}${end < text.length ? ' …' : ''}`;
}

function bestStart(text: string, found: readonly Found[]): number {
	let best: Found | undefined;
	let most = 0;
	for (const [index, first] of found.entries()) {
		let last = index;
		while ((found[last + 1]?.end ?? Infinity) <= first.start + length - before) last++;
		if (last - index + 1 > most) {
			most = last - index + 1;
			best = first;
		}
	}
	if (best === undefined || best.start <= before) return 0;
	const space = text.indexOf(' ', best.start - before);
	return space === -1 || space >= best.start ? best.start : space + 1;
}

function withMarks(text: string, start: number, end: number, found: readonly Found[]): string {
	const parts: string[] = [];
	let at = start;
	for (const word of found) {
		if (word.start < start || word.end > end) continue;
		parts.push(escapeMarkup(text.slice(at, word.start)));
		parts.push(`<mark>${escapeMarkup(text.slice(word.start, word.end))}</mark>`);
		at = word.end;
	}
	parts.push(escapeMarkup(text.slice(at, end)));
	return parts.join('').replaceAll(/\s+/g, ' ').trim();
}
