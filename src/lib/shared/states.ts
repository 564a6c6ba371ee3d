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

/** Who can see a thread. `place`: whoever may see what it is about, a group, a note, a section or a challenge. */
export const threadAudiences = [
	'pledge-makers',
	'pledge-makers-and-supporters',
	'organisation',
	'place'
] as const;
export type ThreadAudience = (typeof threadAudiences)[number];

/** Who can see a post that is not for everybody in its thread. */
export const postAudiences = ['pledge-makers', 'organisation', 'moderators'] as const;
export type PostAudience = (typeof postAudiences)[number];

/** Whether a member wants to hear of a thread; without either they hear of it where they took part or are named. */
export const followStates = ['following', 'muted'] as const;
export type FollowState = (typeof followStates)[number];

/** How a poll asks: whether all can live with it, for one of several, or for an order. */
export const pollKinds = ['consent', 'single', 'ranked'] as const;
export type PollKind = (typeof pollKinds)[number];

/** What a learning note says it is. */
export const noteKinds = ['worked', 'did-not-work', 'challenge', 'practice', 'resource'] as const;
export type NoteKind = (typeof noteKinds)[number];

/** Who can see a learning note, from the fewest to the most. */
export const noteVisibilities = [
	'only-me',
	'group',
	'pledge-makers',
	'pledge-makers-and-supporters',
	'public'
] as const;
export type NoteVisibility = (typeof noteVisibilities)[number];

/** What came of asking a note's authors whether more people may see it. */
export const wideningOutcomes = ['agreed', 'declined', 'taken-back'] as const;
export type WideningOutcome = (typeof wideningOutcomes)[number];

/** Whose words mention something, and what can be mentioned. */
export const linkSources = ['note', 'report', 'post'] as const;
export type LinkSource = (typeof linkSources)[number];
export const linkGoals = ['note', 'report', 'thread', 'commitment', 'group', 'challenge'] as const;
export type LinkGoal = (typeof linkGoals)[number];

/** What can be offered as evidence to a section, and what came of it. */
export const evidenceSources = ['note', 'post'] as const;
export type EvidenceSource = (typeof evidenceSources)[number];
export const offerOutcomes = ['taken', 'declined', 'taken-back'] as const;
export type OfferOutcome = (typeof offerOutcomes)[number];

/** How one comes into a working group. */
export const groupJoinings = ['open', 'on-request', 'by-invitation'] as const;
export type GroupJoining = (typeof groupJoinings)[number];

/** What came of a request to join, or of an invitation. */
export const requestOutcomes = ['accepted', 'declined', 'taken-back'] as const;
export type RequestOutcome = (typeof requestOutcomes)[number];

export const actionStates = ['open', 'doing', 'done', 'dropped'] as const;
export type ActionState = (typeof actionStates)[number];

/** Where an action came up. */
export const actionOrigins = ['post', 'note', 'challenge', 'decision', 'session'] as const;
export type ActionOrigin = (typeof actionOrigins)[number];

/** Who can see a challenge. */
export const challengeAudiences = [
	'group',
	'organisation',
	'pledge-makers',
	'pledge-makers-and-supporters'
] as const;
export type ChallengeAudience = (typeof challengeAudiences)[number];

/** What raised a challenge. */
export const challengeOrigins = ['section', 'group', 'thread'] as const;
export type ChallengeOrigin = (typeof challengeOrigins)[number];

/** Who may read a session's record: those who were in it, or one of the circles that learning notes have. */
export const recordReaders = [
	'room',
	'group',
	'pledge-makers',
	'pledge-makers-and-supporters',
	'public'
] as const;
export type RecordReaders = (typeof recordReaders)[number];

/** What may leave a session's room: nothing, what is chosen at the end, or all that was noted. */
export const recordLeaving = ['nothing', 'chosen', 'all'] as const;
export type RecordLeaving = (typeof recordLeaving)[number];

/** How far a facilitated session is. `closing`: what came of it is being looked through. */
export const liveSessionStates = ['planned', 'running', 'closing', 'closed', 'cancelled'] as const;
export type LiveSessionState = (typeof liveSessionStates)[number];
