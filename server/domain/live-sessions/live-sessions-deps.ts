// What facilitated sessions need of the rest of the house, and the facts that decide about one.
import type { Clock } from '#server/kernel/clock.ts';
import { notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { GroupTarget, LiveSessionTarget } from '#server/domain/access/targets.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type {
	LiveSessionRow,
	SessionGuestRow,
	SessionMemberRow
} from '#server/storage/live-sessions.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import type { Run } from './run.ts';

export type LiveSessionsDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	log: Log;
	/** The facts that decide about groups, by id. */
	groupTargets(ids: readonly string[], inside: Queries): Promise<Map<string, GroupTarget>>;
};

/** What runs, as it is stored; sessions planned before there were breakouts have none. */
export const readRun = (row: Pick<LiveSessionRow, 'run'>): Run => ({
	breakouts: [],
	...(JSON.parse(row.run) as Omit<Run, 'breakouts'> & Partial<Pick<Run, 'breakouts'>>)
});

/** Of its notes. */
export const documentNameOf = (id: string): string => `live-session-${id}`;

/** A session with what decides about it. */
export type Known = {
	row: LiveSessionRow;
	members: readonly SessionMemberRow[];
	guests: readonly SessionGuestRow[];
	target: LiveSessionTarget;
};

/** The facts that decide about these sessions, in a fixed number of queries. */
export async function knownOf(
	{ groupTargets }: Pick<LiveSessionsDeps, 'groupTargets'>,
	inside: Queries,
	rows: readonly LiveSessionRow[]
): Promise<Known[]> {
	const ids = rows.map(({ id }) => id);
	const [members, guests, groups] = await Promise.all([
		inside.liveSessions.membersOf(ids),
		inside.liveSessions.guestsOf(ids),
		groupTargets(
			rows.flatMap(({ group_id: id }) => (id === null ? [] : [id])),
			inside
		)
	]);
	return rows.map((row) => {
		const own = members.filter(({ session_id: id }) => id === row.id);
		const ownGuests = guests.filter(({ session_id: id }) => id === row.id);
		return {
			row,
			members: own,
			guests: ownGuests,
			target: {
				kind: 'live-session',
				sessionId: row.id,
				group: groups.get(row.group_id ?? '') ?? null,
				facilitatorIds: own
					.filter(({ facilitates }) => facilitates === 1)
					.map(({ member_id: id }) => id),
				memberIds: own.map(({ member_id: id }) => id),
				agreedIds: [
					...own.filter(({ agreed_at: at }) => at !== null).map(({ member_id: id }) => id),
					...ownGuests.filter(({ agreed_at: at }) => at !== null).map(({ id }) => id)
				],
				leadId: readRun(row).leadId,
				isRehearsal: row.rehearses !== null,
				isClosed: row.state === 'closed',
				isCancelled: row.cancelled_at !== null,
				readers: row.readers
			}
		};
	});
}

/** A session this actor may know of. @throws DomainError not-found */
export async function known(
	deps: Pick<LiveSessionsDeps, 'groupTargets' | 'access'>,
	inside: Queries,
	actor: Actor,
	id: string
): Promise<Known> {
	const row = await inside.liveSessions.byId(id);
	if (row === undefined) throw notFound();
	const [found] = await knownOf(deps, inside, [row]);
	if (found === undefined) throw notFound();
	deps.access.require(actor, 'live-session.see', found.target);
	return found;
}
