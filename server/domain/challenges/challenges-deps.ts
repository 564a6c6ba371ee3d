// What challenges need of the rest of the house, and the first steps every verb takes.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { GroupTarget, NoteTarget } from '#server/domain/access/targets.ts';
import type { FindOrigins } from '#server/domain/actions/origins.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Notify, Settle } from '#server/domain/notifications/notify.ts';
import type { ChallengeWithNames } from '#server/storage/challenges.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { NoteFacts } from '#server/storage/notes.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import { challengeTarget } from './challenge-target.ts';

export type ChallengesDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	notify: Notify;
	settle: Settle;
	/** Where things came up, as far as the actor may see it. */
	origins: FindOrigins;
	groupTarget(row: GroupRow): GroupTarget;
	noteTarget(row: NoteFacts): NoteTarget;
};

/** Challenges are for members: nobody else learns even that one does not exist. */
export function signedIn(actor: Actor): Member {
	if (actor.kind !== 'member') throw new DomainError('not-signed-in');
	return actor;
}

/** A challenge that this actor may see. @throws DomainError not-signed-in, not-found */
export async function seenChallenge(
	{ store, access }: { store: Queries; access: Access },
	actor: Actor,
	id: string
): Promise<ChallengeWithNames> {
	if (actor.kind !== 'system') signedIn(actor);
	const row = await store.challenges.byId(id);
	if (row === undefined) throw notFound();
	access.require(actor, 'challenge.see', challengeTarget(row));
	return row;
}

/** The address of a challenge's page. */
export const challengePath = (id: string): string => `/challenges/${id}`;

export const isClosedAlready = (): DomainError =>
	new DomainError('conflict', { message: 'It is closed. Reload the page to see what came of it.' });
