// What the parts of a report's work need to know of it, on its draft page and on their own.
import type { Offer } from '#server/domain/evidence/evidence.ts';
import type { CarriedPromise } from '#server/domain/rounds/sections/promises.ts';
import type { Remark } from '#server/domain/rounds/sections/remarks.ts';
import type { DraftSection } from '#server/domain/rounds/reports.ts';
import type { PromiseOutcome } from '#shared/states.ts';
import type { Colleague } from '#server/domain/rounds/sections/sections.ts';

export type Section = Omit<DraftSection, 'text'>;

export type ReportWork = {
	reportId: string;
	mayWrite: boolean;
	/** Keys of the sections the reader may agree or send back. */
	mayReview: readonly string[];
	colleagues: readonly Colleague[];
	remarks: readonly Remark[];
	promises: readonly CarriedPromise[];
	/** Evidence offered to its sections. */
	offers: readonly Offer[];
	/** Names of all sections, in page order. */
	sections: readonly { key: string; name: string }[];
};

/** What came of a promise, as it is chosen and typed. */
export type Answer = { outcome: PromiseOutcome | null; explanation: string; sectionKey: string };

/** An answer that is not saved. */
export type OwnAnswer = {
	answer: Answer;
	/** When the answer was given that this was begun on. */
	begunOn: string | undefined;
};

/** Where a section and the acts on it have their own page. */
export const sectionPath = (reportId: string, key: string): string =>
	`/reports/${reportId}/sections/${key}`;
