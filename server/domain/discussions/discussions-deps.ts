// What discussions need of the rest of the house, and the first steps every verb takes.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { PostInThreadRow, ThreadRow } from '#server/storage/discussions.ts';
import type { Store } from '#server/storage/store.ts';
import { postTarget, threadTarget } from './thread-view.ts';

export type DiscussionsDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
};

/** Discussions are for members only: nobody else learns even that a thread does not exist. */
export function signedIn(actor: Actor): Member {
	if (actor.kind !== 'member') throw new DomainError('not-signed-in');
	return actor;
}

/** The commitments there are. */
export const isCommitment = (number: number): boolean =>
	Number.isInteger(number) && number >= 1 && number <= 7;

/** A thread that this member may see, held against changes by others until the transaction ends.
 *  @throws DomainError not-found */
export async function holdThread(
	inside: Store,
	access: Access,
	member: Member,
	threadId: string
): Promise<ThreadRow> {
	const thread = await inside.discussions.lockThread(threadId);
	if (thread === undefined) throw notFound();
	access.require(member, 'thread.see', threadTarget(thread));
	return thread;
}

/** A post that this member may see; its thread is held likewise. @throws DomainError not-found */
export async function holdPost(
	inside: Store,
	access: Access,
	member: Member,
	postId: string
): Promise<PostInThreadRow> {
	const threadId = (await inside.discussions.post(postId))?.thread_id;
	if (threadId === undefined) throw notFound();
	await holdThread(inside, access, member, threadId);
	// Read again under the lock: it may have been withdrawn or hidden meanwhile.
	const post = await inside.discussions.post(postId);
	if (post === undefined) throw notFound();
	access.require(member, 'post.see', postTarget(post));
	return post;
}
