// A comparison as the pages show it: the sections that changed, laid out, with their changes counted through.
import { layOut, turnedBack, type Change, type Paragraph } from './changes.ts';
import { wordCount } from './version-words.ts';
import type { ComparedRun, Comparison } from '#shared/version-output.ts';

export type ComparedSection = {
	field: string;
	title: string;
	/** Words. */
	added: number;
	removed: number;
	paragraphs: Paragraph[];
	changes: Change[];
};

/** @param direction `back` shows what putting the earlier text back would do */
export function comparedSections(
	sections: Comparison['sections'],
	direction: 'on' | 'back' = 'on'
): ComparedSection[] {
	const found: ComparedSection[] = [];
	let counted = 0;
	for (const { field, title, added, removed, runs: all } of sections) {
		const runs = withoutLastBreak(all);
		if (runs.every(({ change }) => change === 'same')) continue;
		const laidOut = layOut(direction === 'on' ? runs : turnedBack(runs), counted);
		counted += laidOut.changes.length;
		const words = direction === 'on' ? { added, removed } : { added: removed, removed: added };
		found.push({ field, title, ...words, ...laidOut });
	}
	return found;
}

/** An empty line that came or went at the end of a text is nothing to read. */
function withoutLastBreak(runs: readonly ComparedRun[]): readonly ComparedRun[] {
	const last = runs.at(-1);
	const isBreak = last !== undefined && last.change !== 'same' && /^\n+$/.test(last.text);
	return isBreak ? runs.slice(0, -1) : runs;
}

/** "40 words added, 12 removed". */
export function wordsInWords({ added, removed }: { added: number; removed: number }): string {
	if (added === 0 && removed === 0) return 'only line breaks or punctuation';
	if (removed === 0) return `${wordCount(added)} added`;
	if (added === 0) return `${wordCount(removed)} removed`;
	return `${wordCount(added)} added, ${removed} removed`;
}
