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
