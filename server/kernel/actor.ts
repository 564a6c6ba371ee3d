// Who is asking. Built once at the edge from a session cookie, a token or the process itself, and
// handed to every domain function as its first argument.
import type { AllianceRole, OrganisationKind, OrganisationRole } from '#shared/roles.ts';

export type Seat = {
	organisationId: string;
	organisationName: string;
	organisationKind: OrganisationKind;
	role: OrganisationRole;
};

/** A place in a working group, in force today. */
export type GroupPlace = {
	groupId: string;
	/** Whether the role held there runs the group. */
	manages: boolean;
	isGuest: boolean;
};

export type Member = {
	kind: 'member';
	memberId: string;
	name: string;
	email: string;
	seats: readonly Seat[];
	allianceRoles: readonly AllianceRole[];
	groups: readonly GroupPlace[];
	/** Hash of the login session this request came with; absent for an API token. */
	loginSession?: string;
	/** Id of the API token this request came with. */
	token?: string;
};

export type Anonymous = { kind: 'anonymous' };

/** A timed job, the command line, or the first start. */
export type System = { kind: 'system' };

/** Somebody who came by the link in a mail and proved who they are: to read and sign one report, and nothing else. */
export type Signer = {
	kind: 'signer';
	memberId: string;
	name: string;
	seats: readonly Seat[];
	linkId: string;
	reportId: string;
	organisationId: string;
};

/** Somebody who came by a link to one facilitated session, without an account: to take part in it, and nothing else. */
export type SessionGuest = {
	kind: 'session-guest';
	guestId: string;
	sessionId: string;
	name: string;
	organisation: string | null;
	/** When the link ends; milliseconds since 1970. */
	endsAt: number;
};

/** Whoever may open a socket. */
export type Caller = Member | SessionGuest;

export type Actor = Member | Signer | SessionGuest | Anonymous | System;

export const anonymous: Anonymous = { kind: 'anonymous' };
export const system: System = { kind: 'system' };

/** Who it is, for the record; null for nobody in particular. */
export const memberIdOf = (actor: Actor): string | null =>
	'memberId' in actor ? actor.memberId : null;

/** Who somebody is among others: members by their own id, guests of a session by that of their invitation. */
export const personIdOf = (caller: Caller): string =>
	caller.kind === 'member' ? caller.memberId : caller.guestId;

/** The organisation somebody is shown with: a member's first seat, which is the oldest; '' when they come on their own. */
export const organisationOf = (caller: Caller): string =>
	caller.kind === 'member'
		? (caller.seats[0]?.organisationName ?? '')
		: (caller.organisation ?? '');
