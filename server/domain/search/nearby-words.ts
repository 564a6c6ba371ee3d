// What somebody may have meant who mistyped a word: words of the index that are one or two strokes away. Pure.

/** How many strokes may be wrong: none in a short word, where every other word is near. */
export const strokesAllowed = (word: string): 0 | 1 | 2 =>
	word.length < 4 || /\d/.test(word) ? 0 : word.length < 8 ? 1 : 2;

/**
 * Strokes from one word to the other: a letter more, less or other, or two that changed places.
 * @param isBeginning the typed word may be unfinished, so what follows in the other costs nothing
 * @returns `most + 1` for everything further away
 */
export function strokesBetween(
	typed: string,
	other: string,
	most: number,
	isBeginning: boolean
): number {
	if (typed.length - other.length > most) return most + 1;
	if (!isBeginning && other.length - typed.length > most) return most + 1;
	const reach = isBeginning ? Math.min(other.length, typed.length + most) : other.length;
	let [twoBefore, before, row] = [
		new Uint8Array(reach + 1),
		new Uint8Array(reach + 1),
		new Uint8Array(reach + 1)
	];
	for (let column = 0; column <= reach; column++) row[column] = column;
	for (let i = 1; i <= typed.length; i++) {
		[twoBefore, before, row] = [before, row, twoBefore];
		row.fill(most + 1);
		if (i <= most) row[0] = i;
		let least = row[0] ?? 0;
		// Further from the diagonal than this, there are too many strokes already.
		for (let j = Math.max(1, i - most); j <= Math.min(reach, i + most); j++) {
			const isSame = typed.charCodeAt(i - 1) === other.charCodeAt(j - 1);
			let strokes = Math.min(
				(before[j] ?? 0) + 1,
				(row[j - 1] ?? 0) + 1,
				(before[j - 1] ?? 0) + (isSame ? 0 : 1)
			);
			const hasChangedPlaces =
				i > 1 &&
				j > 1 &&
				typed.charCodeAt(i - 1) === other.charCodeAt(j - 2) &&
				typed.charCodeAt(i - 2) === other.charCodeAt(j - 1);
			if (hasChangedPlaces) strokes = Math.min(strokes, (twoBefore[j - 2] ?? 0) + 1);
			row[j] = strokes;
			least = Math.min(least, strokes);
		}
		if (least > most) return most + 1;
	}
	const strokes = isBeginning ? Math.min(...row) : (row[reach] ?? most + 1);
	return Math.min(strokes, most + 1);
}

/** Which letters a word has, as bits: words that differ in many letters are many strokes apart. */
export function lettersOf(word: string): number {
	let bits = 0;
	for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
	return bits;
}

/** Letters of the one that the other has not. */
export function lettersMissing(one: number, other: number): number {
	let bits = one & ~other;
	let count = 0;
	for (; bits !== 0; bits &= bits - 1) count++;
	return count;
}
