// How much two titles are about the same, by the words they share. Pure.

/** Words too common to say what something is about. */
const shortestWord = 4;

const wordsOf = (text: string): Set<string> =>
	new Set(
		(
			text
				.normalize('NFD')
				.replace(/\p{M}/gu, '')
				.toLowerCase()
				.match(/[\p{L}\p{N}]+/gu) ?? []
		)
			.filter((word) => word.length >= shortestWord)
			// "partners" and "partner" are one word here; what is lost is order, not a match.
			.map((word) => word.replace(/(?:ies|es|s)$/, ''))
	);

/** @returns how many words of the second text stand in the first */
export function sharedWords(one: string, other: string): number {
	const words = wordsOf(one);
	return [...wordsOf(other)].filter((word) => words.has(word)).length;
}
