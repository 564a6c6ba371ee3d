// What working groups need of the rest of the house, and the first step every verb takes.
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { DomainEvent } from '#server/kernel/events.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Notify, Settle } from '#server/domain/notifications/notify.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import type { GroupRole } from '#shared/group-output.ts';
import { groupTarget } from './group-target.ts';

export type GroupsDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	notify: Notify;
	settle: Settle;
	/** Puts a mail to somebody who need not have an account into the queue. */
	mailTo(
		inside: Queries,
		mail: {
			to: { name: string; address: string };
			key: string;
			subject: string;
			text: string;
			path: string;
		}
	): Promise<void>;
	/** The address in people's browsers. */
	origin: string;
	hashPassword(password: string): Promise<string>;
	/** A member with the rights of now; null when they may not act any more. */
	asMember(memberId: string): Promise<Member | null>;
	/** A name for addresses. */
	slugOf(title: string): string;
	freeSlug(slug: string, taken: ReadonlySet<string>): string;
};

/** Groups are for members only: nobody else learns even that one does not exist. */
export function signedIn(actor: Actor): Member {
	if (actor.kind !== 'member') throw new DomainError('not-signed-in');
	return actor;
}

/** A group this actor may know of, by its id or its name in addresses. @throws DomainError not-signed-in, not-found */
export async function knownGroup(
	{ store, access }: { store: Queries; access: Access },
	actor: Actor,
	idOrSlug: string
): Promise<GroupRow> {
	if (actor.kind !== 'system') signedIn(actor);
	const row = await store.groups.find(idOrSlug);
	if (row === undefined) throw notFound();
	access.require(actor, 'group.see', groupTarget(row));
	return row;
}

/** @throws DomainError conflict when the group is archived: what is put away is read, not changed. */
export function requireInUse(row: GroupRow): void {
	if (row.archived_at === null) return;
	throw new DomainError('conflict', {
		message: 'This group is archived. Bring it back first.'
	});
}

/** @throws DomainError invalid when the group has no such role. */
export function requireRole(roles: readonly GroupRole[], key: string): GroupRole {
	const role = roles.find((each) => each.key === key);
	if (role !== undefined) return role;
	throw new DomainError('invalid', { field: 'role', message: 'Choose one of the group’s roles.' });
}

/** @throws DomainError invalid when a guest would run the group, or the day is past. */
export function requireFit(
	role: GroupRole,
	{ isGuest, untilOn, today }: { isGuest: boolean; untilOn: string | null; today: string }
): void {
	if (isGuest && role.manages) {
		throw new DomainError('invalid', {
			field: 'role',
			message: `A guest cannot run the group. Choose another role than ${role.title}.`
		});
	}
	if (isGuest && untilOn === null) {
		throw new DomainError('invalid', {
			field: 'untilOn',
			message: 'Say until when: a guest’s place always ends.'
		});
	}
	if (untilOn !== null && untilOn < today) {
		throw new DomainError('invalid', { field: 'untilOn', message: 'That day is past.' });
	}
}

/**
 * Somebody has to run the group.
 * @throws DomainError conflict when nobody would, without this member in a role that does.
 */
export async function requireAnotherWhoRuns(
	inside: Queries,
	groupId: string,
	memberId: string,
	now: string
): Promise<void> {
	const members = await inside.groups.members([groupId], dayOf(now));
	const own = members.find((each) => each.member_id === memberId);
	if (own?.manages !== 1) return;
	// A place that ends by itself would leave the group to nobody one day.
	const others = members.filter(
		(each) => each.manages === 1 && each.member_id !== memberId && each.until_on === null
	);
	if (others.length > 0) return;
	throw new DomainError('conflict', {
		message: 'Nobody else runs this group. Give somebody else a role that does first.'
	});
}

/** What the rest of the house hears when somebody's place in a group has changed. */
export const placeChanged = (groupId: string, memberId: string): DomainEvent[] => [
	{ type: 'access-changed', scope: { kind: 'member', memberId } },
	{ type: 'group-changed', groupId }
];

/** Who runs a group today. */
export async function runnersOf(inside: Queries, groupId: string, now: string): Promise<string[]> {
	const members = await inside.groups.members([groupId], dayOf(now));
	return members.filter(({ manages }) => manages === 1).map(({ member_id }) => member_id);
}
