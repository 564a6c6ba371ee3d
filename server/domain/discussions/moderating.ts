// What coordinator, facilitators and those who run a group do in discussions: close, pin, hide, each with a reason where
// it takes something away; and how a discussion ends with what came of it. There is no verb here that alters another's words (F16).
import { DomainError } from '#server/kernel/errors.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { PostRow } from '#server/storage/discussions.ts';
import type { Store } from '#server/storage/store.ts';
import { newId } from '#server/kernel/ids.ts';
import {
	holdPost,
	holdThread,
	signedIn,
	threadChanged,
	type DiscussionsDeps,
	type KnownThread
} from './discussions-deps.ts';
import type { Reading } from './reading.ts';
import type { Telling } from './telling.ts';
import type { Post, Thread } from './thread-view.ts';

export function createModerating(
	deps: DiscussionsDeps,
	telling: Pick<Telling, 'ofOutcome'>,
	reading: Pick<Reading, 'thread' | 'postById'>
) {
	const { transact, access, audit, clock } = deps;

	/** One decision about a thread, in one transaction. */
	async function onThread(
		actor: Actor,
		threadId: string,
		action: string,
		decide: (inside: Store, thread: KnownThread, member: Member) => Promise<void>,
		right: 'thread.moderate' | 'thread.conclude' = 'thread.moderate'
	): Promise<Thread> {
		const member = signedIn(actor);
		await transact(async (inside, emit) => {
			const thread = await holdThread(inside, deps, member, threadId);
			access.require(member, right, thread.target);
			await decide(inside, thread, member);
			await audit(inside, member, { action, target: threadId });
			threadChanged(emit, thread.row);
		});
		return reading.thread(member, threadId);
	}

	/** One decision about a post, in one transaction. */
	async function onPost(
		actor: Actor,
		postId: string,
		action: string,
		decide: (inside: Store, post: PostRow, member: Member) => Promise<void>
	): Promise<Post> {
		const member = signedIn(actor);
		await transact(async (inside, emit) => {
			const { post, thread, target } = await holdPost(inside, deps, member, postId);
			access.require(member, 'post.hide', target);
			await decide(inside, post, member);
			await audit(inside, member, { action, target: postId });
			emit({
				type: 'post-changed',
				threadId: post.thread_id,
				postId,
				number: post.number,
				change: 'hidden'
			});
			threadChanged(emit, thread.row);
		});
		return reading.postById(member, postId);
	}

	const conflict = (message: string): DomainError => new DomainError('conflict', { message });

	return {
		/** Takes no further posts; everything stays readable, with the reason.
		 *  @throws DomainError not-signed-in, not-found, not-allowed, conflict (already closed) */
		closeThread: (actor: Actor, threadId: string, { reason }: { reason: string }) =>
			onThread(actor, threadId, 'thread.close', async (inside, thread, member) => {
				if (thread.target.isClosed) throw conflict('This discussion is already closed.');
				await inside.discussions.updateThread(threadId, {
					closed_at: clock.iso(),
					closed_by: member.memberId,
					closed_reason: reason
				});
			}),

		/** @throws DomainError not-signed-in, not-found, not-allowed, conflict (not closed) */
		reopenThread: (actor: Actor, threadId: string) =>
			onThread(actor, threadId, 'thread.reopen', async (inside, thread) => {
				if (!thread.target.isClosed) throw conflict('This discussion is open.');
				await inside.discussions.updateThread(threadId, {
					closed_at: null,
					closed_by: null,
					closed_reason: null,
					outcome: null
				});
			}),

		/** Says what came of it, on top of the discussion and in every list; it takes no further posts. What came of it
		 *  before stays in its trail.
		 *  @throws DomainError not-signed-in, not-found, not-allowed, conflict (already closed) */
		concludeThread: (actor: Actor, threadId: string, { outcome }: { outcome: string }) =>
			onThread(
				actor,
				threadId,
				'thread.conclude',
				async (inside, thread, member) => {
					if (thread.target.isClosed) throw conflict('This discussion is already closed.');
					const at = clock.iso();
					await inside.discussions.updateThread(threadId, {
						closed_at: at,
						closed_by: member.memberId,
						closed_reason: '',
						outcome
					});
					await inside.discussions.addOutcome({
						id: newId(),
						thread_id: threadId,
						body: outcome,
						stated_by: member.memberId,
						at
					});
					await telling.ofOutcome(inside, thread, member);
				},
				'thread.conclude'
			),

		/** Puts the thread at the top of its commitment. @throws DomainError not-signed-in, not-found, not-allowed */
		pinThread: (actor: Actor, threadId: string) =>
			onThread(actor, threadId, 'thread.pin', async (inside, thread) => {
				const pinned_at = thread.row.pinned_at ?? clock.iso();
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
