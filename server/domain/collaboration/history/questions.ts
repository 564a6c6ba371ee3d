// What the history worker is asked, and what it answers.
import type { DocumentContent } from '../derive.ts';
import type { Cleared } from './clearing.ts';
import type { LostWords } from './lost.ts';
import type { PackedRows } from './log-rows.ts';
import type { ThinnedRow } from './thin.ts';

/** A run of words between two moments: unchanged, or by whom and when (ms since the epoch) it was changed. */
export type ComparedRun = {
	text: string;
	change: 'same' | 'added' | 'removed';
	by: { memberId: string | null; at: number } | null;
};

export type Questions = {
	/** The text when the updates up to `seq` were there. */
	content: { ask: { seq: number }; answer: DocumentContent };
	/** Two moments, field by field. */
	compare: { ask: { from: number; to: number }; answer: Record<string, ComparedRun[]> };
	/** What a member wrote and is nowhere any more; removals before `since` (ms) are left out. */
	lost: { ask: { memberId: string; since: number }; answer: LostWords[] };
};

export type Question = keyof Questions;

export type Request =
	/** Further rows of a document's log. */
	| { type: 'rows'; documentName: string; rows: PackedRows }
	| { type: 'forget'; documentName: string }
	| {
			type: 'ask';
			documentName: string;
			question: Question;
			ask: Questions[Question]['ask'];
	  }
	/** Of rows and no document in particular: as few rows, or which sections the last one has taken away. */
	| { type: 'thin' | 'cleared'; rows: PackedRows };

/** What a worker makes of a request that asks. */
export type Result = Questions[Question]['answer'] | ThinnedRow[] | Cleared[];
