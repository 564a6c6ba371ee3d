// A session as one person may see it: the plan and the agreement for whoever may know of it; the room for those who
// have accepted the agreement. What runs is made in parts, alike for everybody of an audience, so that however many
// screens there are each part is written once.
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { SessionCardRow, SessionPollRow } from '#server/storage/session-contributions.ts';
import type { Queries } from '#server/storage/store.ts';
import type { Tables } from '#server/storage/tables.ts';
import type { LiveSession, Mine, Room, SessionParts } from '#shared/live-session-output.ts';
import { toCards } from './card-view.ts';
import { toCourse, toPeople, toQueue } from './course-view.ts';
import { readRun, type Known } from './live-sessions-deps.ts';
import { toPolls } from './poll-view.ts';
import { toRooms } from './room-view.ts';
import type { Run } from './run.ts';

export type { LiveSession };

/** Whom a screen is for: facilitators see what nobody else does. */
export type Audience = 'participants' | 'facilitators';

/** The rows beside the run that its screens show. */
export type Beside = {
	cards: readonly SessionCardRow[];
	polls: readonly SessionPollRow[];
	/** How many have voted in each poll, and placed dots on each board. */
	ballotCounts: ReadonlyMap<string, number>;
};

/** Loads what stands beside the run. */
export async function besideOf(inside: Queries, { row }: Known): Promise<Beside> {
	const [cards, polls, ballotCounts] = await Promise.all([
		inside.sessionContributions.cardsOf(row.id),
		inside.sessionContributions.pollsOf(row.id),
		inside.sessionContributions.ballotCounts(row.id)
	]);
	return { cards, polls, ballotCounts };
}

/** What the screens of a session are sent. */
export type Screens = {
	version: number;
	/** When this was so: screens set their clocks by it. */
	at: number;
	/** Null: not for this actor. */
	standingOf(actor: Actor): Audience | 'door' | null;
	parts(audience: Audience): SessionParts;
};

const outlineOf = ({ row }: Known, run: Run): SessionParts['outline'] => ({
	state: row.cancelled_at === null ? row.state : 'cancelled',
	leadId: run.leadId,
	agenda: run.items.map((item) => ({ ...item }))
});

const roomOf = (run: Run, beside: Beside, audience: Audience): Room => ({
	course: toCourse(run),
	people: toPeople(run),
	queue: toQueue(run, audience),
	cards: toCards(run, beside),
	polls: toPolls(beside, audience),
	rooms: toRooms(run)
});

const audienceIn =
	(access: Access, { target }: Known) =>
	(actor: Actor): Audience | null => {
		if (!access.can(actor, 'live-session.take-part', target)) return null;
		return access.can(actor, 'live-session.facilitate', target) ? 'facilitators' : 'participants';
	};

export function screensOf(access: Access, known: Known, beside: Beside, at: number): Screens {
	const run = readRun(known.row);
	return {
		version: known.row.version,
		at,
		standingOf: (actor) =>
			audienceIn(access, known)(actor) ??
			(access.can(actor, 'live-session.see', known.target) ? 'door' : null),
		parts: (audience) => ({
			outline: outlineOf(known, run),
			...roomOf(run, beside, audience)
		})
	};
}

/** @param beside null: without the room, for a list */
export function toSession(
	access: Access,
	actor: Actor,
	known: Known,
	commitments: readonly Tables['live_session_commitments'][],
	beside: Beside | null,
	mine: Mine,
	at: number
): LiveSession {
	const { row, members, target } = known;
	const run = readRun(row);
	const can = access.abilities(actor, target, [
		'live-session.enter',
		'live-session.take-part',
		'live-session.facilitate',
		'live-session.lead',
		'live-session.read-record'
	]);
	const audience = audienceIn(access, known)(actor);
	return {
		id: row.id,
		title: row.title,
		purpose: row.purpose,
		kind: row.kind,
		groupId: row.group_id,
		commitments: commitments
			.filter(({ session_id: id }) => id === row.id)
			.map(({ commitment }) => commitment),
		startsAt: row.starts_at,
		timeZone: row.time_zone,
		minutes: row.minutes,
		agreement: { noted: row.noted, readers: row.readers, leaving: row.leaving },
		place: row.place,
		materials: JSON.parse(row.materials) as LiveSession['materials'],
		documentName: row.document_name,
		version: row.version,
		at,
		cancelledReason: row.cancelled_reason,
		isRehearsal: row.rehearses !== null,
		isSample: row.is_sample === 1,
		facilitators: members
			.filter(({ facilitates }) => facilitates === 1)
			.map(({ member_id: id, name, organisation }) => ({
				id,
				name,
				organisation: organisation ?? ''
			})),
		...outlineOf(known, run),
		mine,
		room: audience === null || beside === null ? null : roomOf(run, beside, audience),
		abilities: {
			enter: can['live-session.enter'],
			takePart: can['live-session.take-part'],
			facilitate: can['live-session.facilitate'],
			lead: can['live-session.lead'],
			readRecord: can['live-session.read-record']
		}
	};
}
