// A comparison laid out for reading: paragraphs, and the changes in them, numbered so that one can go from each to
// the next and see who made it.
import type { ComparedRun as Run } from '#shared/version-output.ts';

/** Words of one run in one paragraph. */
export type Piece = { text: string; run: Run };

/** Pieces side by side that are one change, or none. */
export type Span = {
	/** Counted through the whole comparison; null for words that stayed. */
	change: number | null;
	/** Where a reader who goes to the change lands. */
	isStart: boolean;
	pieces: Piece[];
};

export type Paragraph = Span[];

/** What was removed and added in one place. */
export type Change = { number: number; parts: Run[] };

/** Sign of a line break that came or went by itself. */
const breakSign = '¶';

/** Lays out one field. @param before how many changes other fields have before it */
export function layOut(
	runs: readonly Run[],
	before = 0
): { paragraphs: Paragraph[]; changes: Change[] } {
	const paragraphs: Paragraph[] = [];
	const changes: Change[] = [];
	let paragraph: Paragraph = [];
	const endParagraph = (): void => {
		if (paragraph.length > 0) paragraphs.push(paragraph);
		paragraph = [];
	};

	for (const group of groups(runs)) {
		const number = group.isChange ? before + changes.length + 1 : null;
		let isStart = number !== null;
		const place = (piece: Piece): void => {
			const last = paragraph.at(-1);
			if (last !== undefined && last.change === number) last.pieces.push(piece);
			else paragraph.push({ change: number, isStart, pieces: [piece] });
			isStart = false;
		};
		for (const run of group.runs) {
			if (run.change !== 'same' && /^\n+$/.test(run.text)) {
				place({ text: breakSign, run });
				// What joined two paragraphs left them joined.
				if (run.change === 'added') endParagraph();
				continue;
			}
			run.text.split('\n').forEach((text, line) => {
				if (line > 0) endParagraph();
				if (text !== '') place({ text, run });
			});
		}
		if (number !== null) changes.push({ number, parts: partsOf(group.runs) });
	}
	endParagraph();
	return { paragraphs, changes };
}

type Group = { isChange: boolean; runs: Run[] };

/** Runs that belong to one change stand together; a space that stayed between two changed words does not part them. */
function groups(runs: readonly Run[]): Group[] {
	const isChanged = (run: Run | undefined): boolean => run !== undefined && run.change !== 'same';
	const found: Group[] = [];
	runs.forEach((run, index) => {
		const isJoint =
			/^ +$/.test(run.text) && isChanged(runs[index - 1]) && isChanged(runs[index + 1]);
		const isChange = isChanged(run) || isJoint;
		const last = found.at(-1);
		if (last?.isChange === isChange) last.runs.push(run);
		else found.push({ isChange, runs: [run] });
	});
	return found;
}

/** What one person removed, or added, is told once, with the latest time; removed words first. */
function partsOf(runs: readonly Run[]): Run[] {
	const parts = new Map<string, Run>();
	for (const run of runs) {
		if (run.change === 'same') continue;
		const key = `${run.change} ${run.author?.id}`;
		const known = parts.get(key);
		if (known === undefined) {
			parts.set(key, { ...run });
			continue;
		}
		known.text += /\s$/.test(known.text) || /^\s/.test(run.text) ? run.text : ` ${run.text}`;
		if ((run.at ?? '') > (known.at ?? '')) known.at = run.at;
	}
	const told = [...parts.values()];
	return [
		...told.filter(({ change }) => change === 'removed'),
		...told.filter(({ change }) => change === 'added')
	];
}

/** Paragraphs to show, or to fold away because nothing in them or next to them changed. */
export type Fold = { isFolded: boolean; paragraphs: Paragraph[] };

/** Fewer than this are not worth a fold. */
const leastFolded = 2;

/** Folds away what stayed, but for the paragraph before and after each change. */
export function foldUnchanged(paragraphs: readonly Paragraph[]): Fold[] {
	const hasChange = (index: number): boolean =>
		paragraphs[index]?.some(({ change }) => change !== null) ?? false;
	const folds: Fold[] = [];
	paragraphs.forEach((paragraph, index) => {
		const isFolded = !hasChange(index - 1) && !hasChange(index) && !hasChange(index + 1);
		const last = folds.at(-1);
		if (last?.isFolded === isFolded) last.paragraphs.push(paragraph);
		else folds.push({ isFolded, paragraphs: [paragraph] });
	});
	return folds.map((fold) =>
		fold.paragraphs.length < leastFolded ? { ...fold, isFolded: false } : fold
	);
}

/** The beginning of some words, for a list. */
export function excerpt(text: string, longest = 120): string {
	const plain = text.replace(/\s+/g, ' ').trim();
	if (plain.length <= longest) return plain;
	const cut = plain.slice(0, longest);
	return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longest / 2))}…`;
}

/** The same comparison read the other way: what putting the earlier text back would do. */
export const turnedBack = (runs: readonly Run[]): Run[] =>
	runs.map((run) => ({ ...run, change: opposite[run.change] }));

const opposite = { same: 'same', added: 'removed', removed: 'added' } as const;
