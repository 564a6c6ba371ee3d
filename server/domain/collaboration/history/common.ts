// What two sequences have in common, by the textbook: a longest common subsequence, or their longest common runs.

/** Cells of the table beyond which the middle of two sequences is called different altogether: 32 MB for a moment. */
const mostCells = 16_000_000;

/** Pairs of indexes [in a, in b], rising in both, at which the sequences are equal; as many as there can be. */
export function inCommon(a: readonly string[], b: readonly string[]): [number, number][] {
	return betweenEnds(a, b, inTable);
}

/**
 * The same for words to be read: what both begin and end with, and in between only runs of at least `shortest`,
 * longest first. Two sentences share many a word and are two sentences all the same.
 */
export function runsInCommon(
	a: readonly string[],
	b: readonly string[],
	shortest: number
): [number, number][] {
	return betweenEnds(a, b, (middleA, middleB) => longestRuns(middleA, middleB, shortest));
}

/** What both begin with, what `middle` finds, and what both end with. */
function betweenEnds(
	a: readonly string[],
	b: readonly string[],
	middle: (a: readonly string[], b: readonly string[]) => [number, number][]
): [number, number][] {
	const least = Math.min(a.length, b.length);
	let head = 0;
	while (head < least && a[head] === b[head]) head++;
	let tail = 0;
	while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
	const found = middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
	return [
		...run(0, 0, head),
		...found.map(([i, j]): [number, number] => [head + i, head + j]),
		...run(a.length - tail, b.length - tail, tail)
	];
}

const run = (i: number, j: number, length: number): [number, number][] =>
	Array.from({ length }, (_, offset) => [i + offset, j + offset]);

function longestRuns(
	a: readonly string[],
	b: readonly string[],
	shortest: number
): [number, number][] {
	if (Math.min(a.length, b.length) < shortest || a.length * b.length > mostCells) return [];
	const best = { i: 0, j: 0, length: 0 };
	/** Lengths of the runs that end just before each place in b, for the word of a before this one and for this. */
	let before = new Uint16Array(b.length + 1);
	let here = new Uint16Array(b.length + 1);
	for (let i = 0; i < a.length; i++) {
		for (let j = 0; j < b.length; j++) {
			const length = a[i] === b[j] ? (before[j] ?? 0) + 1 : 0;
			here[j + 1] = length;
			if (length > best.length)
				Object.assign(best, { i: i + 1 - length, j: j + 1 - length, length });
		}
		[before, here] = [here, before];
	}
	const { i, j, length } = best;
	if (length < shortest) return [];
	const [endI, endJ] = [i + length, j + length];
	return [
		...longestRuns(a.slice(0, i), b.slice(0, j), shortest),
		...run(i, j, length),
		...longestRuns(a.slice(endI), b.slice(endJ), shortest).map(([x, y]): [number, number] => [
			endI + x,
			endJ + y
		])
	];
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
