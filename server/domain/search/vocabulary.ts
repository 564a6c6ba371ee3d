// The words there are in the index, kept at hand for typing errors. It only grows: a word that has left the index since
// finds nothing, which does no harm.
import type { SearchIndex } from './search-index.ts';
import { lettersMissing, lettersOf, strokesAllowed, strokesBetween } from './nearby-words.ts';

/** Words tried for one that was mistyped. */
const mostNearby = 8;

export function createVocabulary(index: SearchIndex) {
	const words: string[] = [];
	const letters: number[] = [];
	let last = 0;

	async function catchUp(): Promise<void> {
		for (const { number, word } of await index.wordsAfter(last)) {
			words.push(word);
			letters.push(lettersOf(word));
			last = number;
		}
	}

	return {
		/** Words near this one, the nearest first, without itself. */
		async near(typed: string, isBeginning: boolean): Promise<string[]> {
			const most = strokesAllowed(typed);
			if (most === 0) return [];
			await catchUp();
			const own = lettersOf(typed);
			const found: { word: string; strokes: number }[] = [];
			for (let at = 0; at < words.length; at++) {
				const others = letters[at] ?? 0;
				if (lettersMissing(own, others) > most) continue;
				if (!isBeginning && lettersMissing(others, own) > most) continue;
				const word = words[at] ?? '';
				const strokes = strokesBetween(typed, word, most, isBeginning);
				if (strokes <= most && word !== typed) found.push({ word, strokes });
			}
			return found
				.sort(
					(one, other) =>
						one.strokes - other.strokes ||
						Math.abs(one.word.length - typed.length) - Math.abs(other.word.length - typed.length)
				)
				.slice(0, mostNearby)
				.map(({ word }) => word);
		}
	};
}
export type Vocabulary = ReturnType<typeof createVocabulary>;
