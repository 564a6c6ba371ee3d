// What two sequences have in common: a longest common subsequence, by the textbook.

/** Cells of the table beyond which the middle of two sequences is called different altogether: 32 MB for a moment. */
const mostCells = 16_000_000;

/** Pairs of indexes [in a, in b], rising in both, at which the sequences are equal; as many as there can be. */
export function inCommon(a: readonly string[], b: readonly string[]): [number, number][] {
	const least = Math.min(a.length, b.length);
	let head = 0;
	while (head < least && a[head] === b[head]) head++;
	let tail = 0;
	while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;

	const pairs: [number, number][] = [];
	for (let index = 0; index < head; index++) pairs.push([index, index]);
	const middleA = a.slice(head, a.length - tail);
	const middleB = b.slice(head, b.length - tail);
	for (const [i, j] of inTable(middleA, middleB)) pairs.push([head + i, head + j]);
	for (let index = tail; index > 0; index--) pairs.push([a.length - index, b.length - index]);
	return pairs;
}

function inTable(a: readonly string[], b: readonly string[]): [number, number][] {
	const width = b.length + 1;
	if (a.length === 0 || b.length === 0 || (a.length + 1) * width > mostCells) return [];
	// lengths[i * width + j]: how much a from i on and b from j on have in common.
	const lengths = new Uint16Array((a.length + 1) * width);
	for (let i = a.length - 1; i >= 0; i--) {
		for (let j = b.length - 1; j >= 0; j--) {
			lengths[i * width + j] =
				a[i] === b[j]
					? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
					: Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
		}
	}
	const pairs: [number, number][] = [];
	let i = 0;
	let j = 0;
	while (i < a.length && j < b.length) {
		if (a[i] === b[j]) pairs.push([i++, j++]);
		else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i++;
		else j++;
	}
	return pairs;
}
