// What actions and decisions need of the rest of the house, and the first steps every verb takes.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { GroupTarget } from '#server/domain/access/targets.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Notify, Settle } from '#server/domain/notifications/notify.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import type { FindOrigins, OriginRef } from './origins.ts';

export type ActionsDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	notify: Notify;
	settle: Settle;
	origins: FindOrigins;
	groupTarget(row: GroupRow): GroupTarget;
};

/** Actions and decisions are for members: nobody else learns even that one does not exist. */
export function signedIn(actor: Actor): Member {
	if (actor.kind !== 'member') throw new DomainError('not-signed-in');
	return actor;
}

/** A group whose actions and decisions this actor may read. @throws DomainError not-signed-in, not-found */
export async function readGroup(
	{ access, groupTarget }: Pick<ActionsDeps, 'access' | 'groupTarget'>,
	inside: Queries,
	actor: Actor,
	groupId: string
): Promise<GroupRow> {
	if (actor.kind !== 'system') signedIn(actor);
	const row = await inside.groups.find(groupId);
	if (row === undefined || !access.can(actor, 'group.read', groupTarget(row))) throw notFound();
	return row;
}

/** What something is said to have come out of must be there, and the actor's to see. @throws DomainError invalid */
export async function requireOrigin(
	origins: FindOrigins,
	actor: Actor,
	origin: OriginRef | undefined
): Promise<void> {
	if (origin === undefined) return;
	const [found] = await origins(actor, [origin]);
	if (found !== undefined) return;
	throw new DomainError('invalid', {
		field: 'origin',
		message: 'What it came out of is not there any more.'
	});
}
