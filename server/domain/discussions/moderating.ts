// What coordinator and facilitators do in discussions: close, pin, hide, each with a reason where it takes something
// away. There is no verb here that alters another's words (F16).
import { DomainError } from '#server/kernel/errors.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { PostInThreadRow, ThreadRow } from '#server/storage/discussions.ts';
import type { Store } from '#server/storage/store.ts';
import { holdPost, holdThread, signedIn, type DiscussionsDeps } from './discussions-deps.ts';
import type { Reading } from './reading.ts';
import { postTarget, threadTarget, type Post, type Thread } from './thread-view.ts';

export function createModerating(
	{ transact, access, audit, clock }: DiscussionsDeps,
	reading: Pick<Reading, 'thread' | 'postById'>
) {
	/** One decision about a thread, in one transaction. */
	async function onThread(
		actor: Actor,
		threadId: string,
		action: string,
		decide: (inside: Store, thread: ThreadRow, member: Member) => Promise<void>
	): Promise<Thread> {
		const member = signedIn(actor);
		await transact(async (inside, emit) => {
			const thread = await holdThread(inside, access, member, threadId);
			access.require(member, 'thread.moderate', threadTarget(thread));
			await decide(inside, thread, member);
			await audit(inside, member, { action, target: threadId });
			emit({ type: 'thread-changed', threadId, commitment: thread.commitment });
		});
		return reading.thread(member, threadId);
	}

	/** One decision about a post, in one transaction. */
	async function onPost(
		actor: Actor,
		postId: string,
		action: string,
		decide: (inside: Store, post: PostInThreadRow, member: Member) => Promise<void>
	): Promise<Post> {
		const member = signedIn(actor);
		await transact(async (inside, emit) => {
			const post = await holdPost(inside, access, member, postId);
			access.require(member, 'post.hide', postTarget(post));
			await decide(inside, post, member);
			await audit(inside, member, { action, target: postId });
			emit({
				type: 'post-changed',
				threadId: post.thread_id,
				postId,
				number: post.number,
				change: 'hidden'
			});
			emit({ type: 'thread-changed', threadId: post.thread_id, commitment: post.commitment });
		});
		return reading.postById(member, postId);
	}

	const conflict = (message: string): DomainError => new DomainError('conflict', { message });

	return {
		/** Takes no further posts; everything stays readable, with the reason.
		 *  @throws DomainError not-signed-in, not-found, not-allowed, conflict (already closed) */
		closeThread: (actor: Actor, threadId: string, { reason }: { reason: string }) =>
			onThread(actor, threadId, 'thread.close', async (inside, thread, member) => {
				if (thread.closed_at !== null) throw conflict('This discussion is already closed.');
				await inside.discussions.updateThread(threadId, {
					closed_at: clock.iso(),
					closed_by: member.memberId,
					closed_reason: reason
				});
			}),

		/** @throws DomainError not-signed-in, not-found, not-allowed, conflict (not closed) */
		reopenThread: (actor: Actor, threadId: string) =>
			onThread(actor, threadId, 'thread.reopen', async (inside, thread) => {
				if (thread.closed_at === null) throw conflict('This discussion is open.');
				await inside.discussions.updateThread(threadId, {
					closed_at: null,
					closed_by: null,
					closed_reason: null
				});
			}),

		/** Puts the thread at the top of its commitment. @throws DomainError not-signed-in, not-found, not-allowed */
		pinThread: (actor: Actor, threadId: string) =>
			onThread(actor, threadId, 'thread.pin', async (inside, thread) => {
				const pinned_at = thread.pinned_at ?? clock.iso();
				await inside.discussions.updateThread(threadId, { pinned_at });
			}),

		/** @throws DomainError not-signed-in, not-found, not-allowed */
		unpinThread: (actor: Actor, threadId: string) =>
			onThread(actor, threadId, 'thread.unpin', async (inside) => {
				await inside.discussions.updateThread(threadId, { pinned_at: null });
			}),

		/** Covers a post's words; who did it and why stands in their place.
		 *  @throws DomainError not-signed-in, not-found, not-allowed, conflict (withdrawn, or already hidden) */
		hidePost: (actor: Actor, postId: string, { reason }: { reason: string }) =>
			onPost(actor, postId, 'post.hide', async (inside, post, member) => {
				if (post.withdrawn_at !== null) throw conflict('Its author has withdrawn this post.');
				if (post.hidden_at !== null) throw conflict('This post is already hidden.');
				await inside.discussions.updatePost(postId, {
					hidden_at: clock.iso(),
					hidden_by: member.memberId,
					hidden_reason: reason
				});
			}),

		/** @throws DomainError not-signed-in, not-found, not-allowed, conflict (not hidden) */
		unhidePost: (actor: Actor, postId: string) =>
			onPost(actor, postId, 'post.unhide', async (inside, post) => {
				if (post.hidden_at === null) throw conflict('This post is not hidden.');
				await inside.discussions.updatePost(postId, {
					hidden_at: null,
					hidden_by: null,
					hidden_reason: null
				});
			})
	};
}
