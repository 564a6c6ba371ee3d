// The words there are in the index, kept at hand for typing errors. It only grows: a word that has left the index since
// finds nothing, which does no harm.
import type { SearchIndex } from './search-index.ts';
import { lettersMissing, lettersOf, strokesAllowed, strokesBetween } from './nearby-words.ts';

/** Words tried for one that was mistyped. */
const mostNearby = 8;

export function createVocabulary(index: SearchIndex) {
	/** By their first letter, which is seldom the one that was mistyped. */
	const known = new Map<string, { word: string; letters: number }[]>();
	let last = 0;

	async function catchUp(): Promise<void> {
		for (const { number, word } of await index.wordsAfter(last)) {
			const first = word.charAt(0);
			const own = known.get(first) ?? [];
			own.push({ word, letters: lettersOf(word) });
			known.set(first, own);
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
			// Its second letter comes first where the two changed places, or where the first is missing.
			for (const first of new Set(typed.slice(0, 2))) {
				for (const { word, letters } of known.get(first) ?? []) {
					if (lettersMissing(own, letters) > most) continue;
					if (!isBeginning && lettersMissing(letters, own) > most) continue;
					const strokes = strokesBetween(typed, word, most, isBeginning);
					if (strokes <= most && word !== typed) found.push({ word, strokes });
				}
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
