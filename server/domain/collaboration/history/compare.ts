// Two moments of a field, word by word. Words that stood through both are found by the letters themselves, so that a
// change is told of the person who made it; what was removed and written anew alike counts as unchanged.
import { runsInCommon } from './common.ts';
import { stoodAt, type Piece } from './recording.ts';

/** A run of words with one fate. */
export type Run = {
	text: string;
	change: 'same' | 'added' | 'removed';
	/** The row that added or removed it, as an index; null where nothing changed. */
	row: number | null;
};

type Letter = { id: string; piece: Piece };
type Token = {
	text: string;
	/** The letters it begins and ends with. */
	first: Letter;
	last: Letter;
	pieces: ReadonlySet<Piece>;
};

/** A word, a line break, space within a line, or a single other sign. */
const token = /[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*|\n|[^\S\n]+|[\s\S]/gu;

/** @param from index of the row after which the first moment is; -1: before the first. @param to likewise, later. */
export function compare(pieces: readonly Piece[], from: number, to: number): Run[] {
	const before = tokensAt(pieces, from);
	const after = tokensAt(pieces, to);
	return toRuns(before, after, unchanged(before, after), from, to);
}

function tokensAt(pieces: readonly Piece[], moment: number): Token[] {
	const standing = pieces.filter((piece) => stoodAt(piece, moment));
	const text = standing.map((piece) => piece.text).join('');
	// Nothing but empty lines reads like a section that nobody has begun.
	if (text.trim() === '') return [];
	const tokens: Token[] = [];
	let index = 0;
	let start = 0;
	for (const match of text.matchAll(token)) {
		const end = match.index + match[0].length;
		const within = new Set<Piece>();
		let first: Letter | undefined;
		let last: Letter | undefined;
		for (; index < standing.length; index++) {
			const piece = standing[index] as Piece;
			within.add(piece);
			first ??= letterOf(piece, match.index - start);
			last = letterOf(piece, Math.min(end - start, piece.text.length) - 1);
			if (start + piece.text.length > end) break;
			start += piece.text.length;
			if (start === end) {
				index++;
				break;
			}
		}
		if (first !== undefined && last !== undefined) {
			tokens.push({ text: match[0], first, last, pieces: within });
		}
	}
	return tokens;
}

/** A line break shares its clock with the element it ends, and an element may hold another line's end. */
const letterOf = (piece: Piece, offset: number): Letter => ({
	id: `${piece.client}:${piece.clock + offset}:${piece.around.length}`,
	piece
});

/** Pairs of indexes of tokens that are called unchanged, rising in both. */
function unchanged(before: readonly Token[], after: readonly Token[]): [number, number][] {
	const pairs: [number, number][] = [];
	const gap = (i: number, j: number): void => {
		const [fromI = -1, fromJ = -1] = pairs.at(-1) ?? [];
		pairs.push(...inGap(before, after, [fromI + 1, i], [fromJ + 1, j]));
	};
	for (const [i, j] of withoutLoneSpaces(before, throughBoth(before, after))) {
		gap(i, j);
		pairs.push([i, j]);
	}
	gap(before.length, after.length);
	return pairs;
}

/** Words whose very letters stood at both moments. Letters keep their order for good, so the pairs rise. */
function throughBoth(before: readonly Token[], after: readonly Token[]): [number, number][] {
	const places = new Map(after.map(({ first }, index) => [first.id, index]));
	return before.flatMap(({ text, first, last }, i): [number, number][] => {
		const j = places.get(first.id);
		const other = j === undefined ? undefined : after[j];
		return j !== undefined && other?.text === text && other.last.id === last.id ? [[i, j]] : [];
	});
}

const isSpace = ({ text }: Token): boolean => /^[^\S\n]/.test(text);

/** Words in a row, signs among them, that make it likely that the same was written anew. */
const shortestRun = 3;

/** What was removed and written anew alike: compared without the spaces, which are alike everywhere. */
function inGap(
	before: readonly Token[],
	after: readonly Token[],
	[fromI, toI]: [number, number],
	[fromJ, toJ]: [number, number]
): [number, number][] {
	const solid = (tokens: readonly Token[], from: number, to: number): number[] =>
		indexes(from, to).filter((index) => !isSpace(tokens[index] as Token));
	const solidI = solid(before, fromI, toI);
	const solidJ = solid(after, fromJ, toJ);
	const words = runsInCommon(
		solidI.map((index) => before[index]?.text ?? ''),
		solidJ.map((index) => after[index]?.text ?? ''),
		shortestRun
	).map(([a, b]): [number, number] => [solidI[a] ?? 0, solidJ[b] ?? 0]);
	// The spaces beside a word that stayed go with it.
	const pairs: [number, number][] = [];
	const addSpace = (i: number, j: number): void => {
		const [doneI, doneJ] = pairs.at(-1) ?? [fromI - 1, fromJ - 1];
		const [space, other] = [before[i], after[j]];
		const isFree = i > doneI && j > doneJ && i < toI && j < toJ;
		if (isFree && space !== undefined && isSpace(space) && space.text === other?.text) {
			pairs.push([i, j]);
		}
	};
	for (const [i, j] of words) {
		addSpace(i - 1, j - 1);
		pairs.push([i, j]);
		addSpace(i + 1, j + 1);
	}
	return pairs;
}

/** A space that stayed while the words on both sides of it changed would only break up what is read. */
function withoutLoneSpaces(
	before: readonly Token[],
	pairs: readonly [number, number][]
): [number, number][] {
	return pairs.filter(([i, j], index) => {
		const [previousI, previousJ] = pairs[index - 1] ?? [];
		const [nextI, nextJ] = pairs[index + 1] ?? [];
		const hasCompany =
			(previousI === i - 1 && previousJ === j - 1) || (nextI === i + 1 && nextJ === j + 1);
		return hasCompany || !isSpace(before[i] as Token);
	});
}

function toRuns(
	before: readonly Token[],
	after: readonly Token[],
	pairs: readonly [number, number][],
	from: number,
	to: number
): Run[] {
	const runs: Run[] = [];
	let [doneI, doneJ] = [0, 0];
	for (const [i, j] of [...pairs, [before.length, after.length] as const]) {
		const removed = before.slice(doneI, i).map((each) => ({
			text: each.text,
			change: 'removed' as const,
			row: lastOf(each, ({ died }) => (died > from && died <= to ? died : null))
		}));
		const added = after.slice(doneJ, j).map((each) => ({
			text: each.text,
			change: 'added' as const,
			row: lastOf(each, ({ born }) => (born > from ? born : null))
		}));
		// A word that only lost letters has none that were added; whoever took them changed it.
		const group = [...removed, ...added];
		const known = group.find(({ row }) => row !== null)?.row ?? null;
		runs.push(...group.map((run) => ({ ...run, row: run.row ?? known })));
		const same = before[i];
		if (same !== undefined) runs.push({ text: same.text, change: 'same', row: null });
		[doneI, doneJ] = [i + 1, j + 1];
	}
	return runs;
}

function lastOf({ pieces }: Token, row: (piece: Piece) => number | null): number | null {
	const rows = [...pieces].map(row).filter((each) => each !== null);
	return rows.length === 0 ? null : Math.max(...rows);
}

const indexes = (from: number, to: number): number[] =>
	Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
