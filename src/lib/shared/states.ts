// States of rounds, reports and sections, and the audiences of threads and notes. CHECKed in the schema too.

export const roundStates = ['planned', 'open', 'published'] as const;
export type RoundState = (typeof roundStates)[number];

export const reportStates = ['draft', 'published'] as const;
export type ReportState = (typeof reportStates)[number];

export const sectionStates = [
	'not-started',
	'drafting',
	'ready-for-review',
	'changes-asked',
	'agreed'
] as const;
export type SectionState = (typeof sectionStates)[number];

/** What came of a promise of the last round. */
export const promiseOutcomes = ['done', 'partly', 'not-yet', 'dropped'] as const;
export type PromiseOutcome = (typeof promiseOutcomes)[number];

/** Why a remark stands on a report: a reviewer asks for changes, or a lead has returned it. */
export const remarkKinds = ['changes-asked', 'returned'] as const;
export type RemarkKind = (typeof remarkKinds)[number];

/** How somebody had signed in when they put their name to a report. */
export const signedInWith = ['password', 'api-token', 'mail-link'] as const;
export type SignedInWith = (typeof signedInWith)[number];

/** What became of a report at the minute of publication. `failed`: it was ready, and the workspace could not do it. */
export const publicationOutcomes = ['published', 'not-ready', 'failed'] as const;
export type PublicationOutcome = (typeof publicationOutcomes)[number];

/** How a correction ended. */
export const correctionOutcomes = ['published', 'abandoned'] as const;
export type CorrectionOutcome = (typeof correctionOutcomes)[number];

/** Who can see a thread. */
export const threadAudiences = [
	'pledge-makers',
	'pledge-makers-and-supporters',
	'organisation'
] as const;
export type ThreadAudience = (typeof threadAudiences)[number];

/** Who can see a learning note. */
export const noteVisibilities = [
	'only-me',
	'pledge-makers',
	'pledge-makers-and-supporters',
	'public'
] as const;
export type NoteVisibility = (typeof noteVisibilities)[number];
