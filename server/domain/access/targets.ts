// What can be acted on, described by just the facts that decide. Domain functions load the facts and ask.
import type { OrganisationRole } from '#shared/roles.ts';
import type { NoteVisibility, ReportState, RoundState, ThreadAudience } from '#shared/states.ts';

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

/** A draft about to be started for these organisations. */
export type NewReportTarget = {
	kind: 'new-report';
	roundState: RoundState;
	organisationIds: readonly string[];
};

export type ThreadTarget = {
	kind: 'thread';
	audience: ThreadAudience;
	/** Set when the audience is one organisation. */
	organisationId: string | null;
	isClosed: boolean;
};

export type PostTarget = Omit<ThreadTarget, 'kind'> & {
	kind: 'post';
	authorId: string;
	isWithdrawn: boolean;
	isHidden: boolean;
};

export type NoteTarget = {
	kind: 'note';
	visibility: NoteVisibility;
	authorId: string;
	organisationId: string;
};

export type Target =
	| AllianceTarget
	| RoundTarget
	| ReportTarget
	| NewReportTarget
	| ThreadTarget
	| PostTarget
	| NoteTarget;

/** Roles in an organisation that write for it. */
export const writingRoles: readonly OrganisationRole[] = ['lead', 'drafter'];
