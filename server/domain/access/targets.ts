// What can be acted on, described by just the facts that decide. Domain functions load the facts and ask.
import type { OrganisationRole } from '#shared/roles.ts';
import type {
	ChallengeAudience,
	GroupJoining,
	NoteVisibility,
	PostAudience,
	RecordReaders,
	ReportState,
	RoundState,
	ThreadAudience
} from '#shared/states.ts';

/** The workspace as a whole. */
export type AllianceTarget = { kind: 'alliance' };

export type RoundTarget = { kind: 'round'; state: RoundState };

export type ReportTarget = {
	kind: 'report';
	state: ReportState;
	roundState: RoundState;
	/** A correction of what was published is being written. */
	isCorrecting: boolean;
	organisationIds: readonly string[];
};

/** A signature about to be put to a report, for one of its organisations. */
export type SignatureTarget = Omit<ReportTarget, 'kind'> & {
	kind: 'signature';
	reportId: string;
	organisationId: string;
	/** A lead of the organisation has the actor sign in their place, today. */
	isDeputy: boolean;
};

/** Who signs for an organisation in its lead's place. */
export type DelegationTarget = { kind: 'delegation'; organisationId: string };

/** An organisation with all that is its own. */
export type OrganisationTarget = { kind: 'organisation'; organisationId: string };

/** A section of a report, to be agreed or sent back; without a reviewer also the report as a whole. */
export type SectionTarget = Omit<ReportTarget, 'kind'> & {
	kind: 'section';
	/** The member who was asked to review it. */
	reviewerId: string | null;
};

/** What was asked to be changed in a report. */
export type RemarkTarget = Omit<ReportTarget, 'kind'> & { kind: 'remark'; authorId: string };

/** A draft about to be started for these organisations. */
export type NewReportTarget = {
	kind: 'new-report';
	roundState: RoundState;
	organisationIds: readonly string[];
};

/** A working group. */
export type GroupTarget = {
	kind: 'group';
	groupId: string;
	joining: GroupJoining;
	isArchived: boolean;
};

/** "We are stuck on …" */
export type ChallengeTarget = {
	kind: 'challenge';
	audience: ChallengeAudience;
	/** Who is stuck. */
	organisationId: string;
	groupId: string | null;
	authorId: string;
	isClosed: boolean;
};

/** What somebody has taken on. */
export type ActionTarget = {
	kind: 'action';
	/** Null: of nobody but its owner and who wrote it down. */
	group: GroupTarget | null;
	ownerId: string | null;
	authorId: string | null;
};

export type NoteTarget = {
	kind: 'note';
	visibility: NoteVisibility;
	authorId: string;
	/** Whom its author writes it with. */
	coAuthorIds: readonly string[];
	organisationId: string;
	/** The group whose note it is. */
	groupId: string | null;
	isArchived: boolean;
};

/** What a thread is about, where that decides who hears it. */
export type PlaceTarget = GroupTarget | NoteTarget | ReportTarget | ChallengeTarget;

export type ThreadTarget = {
	kind: 'thread';
	audience: ThreadAudience;
	/** Set when the audience is one organisation. */
	organisationId: string | null;
	/** Null: a commitment. */
	place: PlaceTarget | null;
	/** Who began it. */
	begunBy: string;
	isClosed: boolean;
};

export type PostTarget = Omit<ThreadTarget, 'kind'> & {
	kind: 'post';
	authorId: string;
	/** For fewer people than its thread. */
	narrowedTo: { audience: PostAudience; organisationId: string | null } | null;
	isLivedExperience: boolean;
	isWithdrawn: boolean;
	isHidden: boolean;
};

/** A note or a post offered as evidence to an organisation's section. */
export type OfferTarget = {
	kind: 'offer';
	/** To whose section. */
	organisationId: string;
	offeredBy: string;
	/** Nobody has answered it yet. */
	isOpen: boolean;
};

/** Somebody with an account, to be found among people. */
export type PersonTarget = {
	kind: 'person';
	memberId: string;
	/** Belongs to an organisation; a guest of a group belongs to none. */
	hasSeat: boolean;
	/** Groups they are in today. */
	groupIds: readonly string[];
};

/** A poll in a thread. */
export type PollTarget = Omit<ThreadTarget, 'kind'> & {
	kind: 'poll';
	openedBy: string;
	/** Takes no more votes. */
	isOver: boolean;
};

/** The convenor's synthesis of a round. */
export type SynthesisTarget = {
	kind: 'synthesis';
	roundState: RoundState;
	/** The public may read an edition of it. */
	isPublished: boolean;
};

/** A facilitated session. */
export type LiveSessionTarget = {
	kind: 'live-session';
	sessionId: string;
	/** Null: for those alone who are invited. */
	group: GroupTarget | null;
	facilitatorIds: readonly string[];
	/** Members who are invited, facilitators among them. */
	memberIds: readonly string[];
	/** Members and guests who have accepted the agreement. */
	agreedIds: readonly string[];
	/** Which of the facilitators leads now. */
	leadId: string;
	/** Of facilitators among themselves, with data that is thrown away. */
	isRehearsal: boolean;
	/** It has been closed: what is left of it is its record. */
	isClosed: boolean;
	/** It does not take place. */
	isCancelled: boolean;
	/** Who may read the record, by what was agreed at the door. */
	readers: RecordReaders;
};

export type Target =
	| AllianceTarget
	| OrganisationTarget
	| RoundTarget
	| ReportTarget
	| SectionTarget
	| RemarkTarget
	| NewReportTarget
	| SignatureTarget
	| DelegationTarget
	| GroupTarget
	| ChallengeTarget
	| ActionTarget
	| ThreadTarget
	| PostTarget
	| PollTarget
	| NoteTarget
	| OfferTarget
	| PersonTarget
	| SynthesisTarget
	| LiveSessionTarget;

/** Roles in an organisation that write for it. */
export const writingRoles: readonly OrganisationRole[] = ['lead', 'drafter'];
