// What discussions need of the rest of the house, and the first steps every verb takes.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { DomainEvent } from '#server/kernel/events.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { PostTarget, ThreadTarget } from '#server/domain/access/targets.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Notify } from '#server/domain/notifications/notify.ts';
import type { PlaceColumns, PostRow, ThreadRow } from '#server/storage/discussions.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import { columnsOf, type LoadPlaces, type Place, type PlaceRef } from './places.ts';
import { postTarget, threadTarget } from './thread-view.ts';

export type DiscussionsDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	notify: Notify;
	clock: Clock;
	places: LoadPlaces;
};

/** Discussions are for members only: nobody else learns even that a thread does not exist. */
export function signedIn(actor: Actor): Member {
	if (actor.kind !== 'member') throw new DomainError('not-signed-in');
	return actor;
}

/** The commitments there are. */
const isCommitment = (number: number): boolean =>
	Number.isInteger(number) && number >= 1 && number <= 7;

/** A thread with the facts that decide about it. */
export type KnownThread = { row: ThreadRow; place: Place; target: ThreadTarget };

/** A place that is named, as the row of a thread says it, with its facts. @throws DomainError not-found */
export async function findPlace(
	places: LoadPlaces,
	inside: Queries,
	ref: PlaceRef
): Promise<{ columns: PlaceColumns; place: Place }> {
	if (ref.kind === 'commitment' && !isCommitment(ref.number)) throw notFound();
	const columns = columnsOf(ref);
	const place = (await places(inside, [columns]))(columns);
	if (place === null) throw notFound();
	return { columns, place };
}

/** These threads with what each is about. */
export async function knowThreads(
	places: LoadPlaces,
	inside: Queries,
	rows: readonly ThreadRow[]
): Promise<KnownThread[]> {
	const placeOf = await places(inside, rows);
	return rows.flatMap((row) => {
		const place = placeOf(row);
		return place === null ? [] : [{ row, place, target: threadTarget(row, place.target) }];
	});
}

/** Whether discussions at a place are anything to this actor: whether they may see what it is. */
export const seesPlace = (access: Access, actor: Actor, { target }: Place): boolean =>
	actor.kind === 'member' &&
	(target === null ||
		access.can(actor, 'thread.see', {
			kind: 'thread',
			audience: 'place',
			organisationId: null,
			place: target,
			begunBy: actor.memberId,
			isClosed: false
		}));

/** A thread that this member may see, held against changes by others until the transaction ends.
 *  @throws DomainError not-found */
export async function holdThread(
	inside: Store,
	{ access, places }: Pick<DiscussionsDeps, 'access' | 'places'>,
	member: Member,
	threadId: string
): Promise<KnownThread> {
	const row = await inside.discussions.lockThread(threadId);
	const [thread] = row === undefined ? [] : await knowThreads(places, inside, [row]);
	if (thread === undefined) throw notFound();
	access.require(member, 'thread.see', thread.target);
	return thread;
}

/** A post that this member may see; its thread is held likewise. @throws DomainError not-found */
export async function holdPost(
	inside: Store,
	deps: Pick<DiscussionsDeps, 'access' | 'places'>,
	member: Member,
	postId: string
): Promise<{ post: PostRow; thread: KnownThread; target: PostTarget }> {
	const threadId = (await inside.discussions.post(postId))?.thread_id;
	if (threadId === undefined) throw notFound();
	const thread = await holdThread(inside, deps, member, threadId);
	// Read again under the lock: it may have been withdrawn, hidden or moved meanwhile.
	const post = await inside.discussions.post(postId);
	if (post?.thread_id !== threadId) throw notFound();
	const target = postTarget(post, thread.target);
	deps.access.require(member, 'post.see', target);
	return { post, thread, target };
}

/** Tells of a thread that has changed: those who have it open, and those who look at what it is about. */
export function threadChanged(
	emit: (event: DomainEvent) => void,
	{ id, commitment, group_id, challenge_id }: { id: string } & PlaceColumns
): void {
	emit({ type: 'thread-changed', threadId: id, commitment });
	if (group_id !== null) emit({ type: 'group-changed', groupId: group_id });
	if (challenge_id !== null) emit({ type: 'challenge-changed', challengeId: challenge_id });
}
