// "Where did my paragraph go?": what somebody wrote, and somebody took away, and stands nowhere any more.
import { countWords } from '#shared/words.ts';
import type { LogRow } from './log-rows.ts';
import type { Piece } from './recording.ts';

export type Id = { client: number; clock: number };

/** Where it stood, told by edits that are found again however the text has moved. */
export type Place =
	/** Within a paragraph that is still there: before this letter, deleted or not. */
	| { kind: 'within'; letter: Id }
	/** Where this block of the field stands or stood. */
	| { kind: 'block'; block: Id };

export type LostWords = {
	/** Stays the same as long as it is lost. */
	id: string;
	field: string;
	text: string;
	words: number;
	/** Of the update that removed it. */
	seq: number;
	removedBy: string | null;
	/** Milliseconds since the epoch. */
	removedAt: number;
	place: Place;
};

/** Fewer words are a change of wording. */
const fewestWords = 4;
/** Words that their own writer takes back within this (ms) were second thoughts. */
const secondThoughts = 5 * 60_000;
/** Removals by one person that follow each other within this (ms) are one act. */
const oneAct = 2 * 60_000;

type Group = { pieces: Piece[]; removal: LogRow; lastAt: number };

/** Newest removal first. @param since removals before this (ms since the epoch) are left out. */
export function lostWords(
	fields: ReadonlyMap<string, readonly Piece[]>,
	row: (index: number) => LogRow,
	memberId: string,
	since: number
): LostWords[] {
	const standing = new Set(
		[...fields.values()].flatMap((pieces) =>
			threesOf(textOf(pieces.filter(({ died }) => died === Infinity)))
		)
	);
	return [...fields]
		.flatMap(([field, pieces]) =>
			groupsOf(pieces, row, memberId, since).map((group) => toLost(field, group))
		)
		.filter(({ text, words }) => words >= fewestWords && !isStanding(text, standing))
		.sort((a, b) => b.removedAt - a.removedAt);
}

function groupsOf(
	pieces: readonly Piece[],
	row: (index: number) => LogRow,
	memberId: string,
	since: number
): Group[] {
	const groups: Group[] = [];
	let open: Group | null = null;
	for (const piece of pieces) {
		if (piece.died === Infinity) {
			open = null;
			continue;
		}
		const written = row(piece.born);
		const removed = row(piece.died);
		const isMine = written.memberId === memberId || piece.text === '\n';
		const isSecondThought =
			removed.memberId === memberId && removed.at - written.at < secondThoughts;
		if (piece.died < piece.born || !isMine || removed.at < since || isSecondThought) continue;
		const goesOn: boolean =
			open !== null &&
			open.removal.memberId === removed.memberId &&
			Math.abs(open.lastAt - removed.at) <= oneAct;
		if (open !== null && goesOn) {
			open.pieces.push(piece);
			open.lastAt = removed.at;
			if (removed.seq < open.removal.seq) open.removal = removed;
		} else if (piece.text !== '\n') {
			open = { pieces: [piece], removal: removed, lastAt: removed.at };
			groups.push(open);
		}
	}
	return groups;
}

function toLost(field: string, { pieces, removal }: Group): LostWords {
	const text = textOf(pieces).trim();
	const [first] = pieces as [Piece];
	return {
		id: `${first.client}-${first.clock}`,
		field,
		text,
		words: countWords(text),
		seq: removal.seq,
		removedBy: removal.memberId,
		removedAt: removal.at,
		place: placeOf(first, text)
	};
}

function placeOf({ client, clock, around }: Piece, text: string): Place {
	const isParagraphThere = around.length > 0 && around.every((item) => !item.deleted);
	if (isParagraphThere && !text.includes('\n'))
		return { kind: 'within', letter: { client, clock } };
	const [block] = around;
	return { kind: 'block', block: block === undefined ? { client, clock } : { ...block.id } };
}

const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');

/** Every three words in a row. */
function threesOf(text: string): string[] {
	const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
	return words.slice(2).map((_, index) => words.slice(index, index + 3).join(' '));
}

/** Moved, or put in other words: half of what it says in threes can still be read somewhere. */
function isStanding(text: string, standing: ReadonlySet<string>): boolean {
	const threes = threesOf(text);
	return threes.filter((three) => standing.has(three)).length * 2 >= threes.length;
}
