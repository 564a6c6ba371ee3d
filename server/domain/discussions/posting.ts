// Writing in discussions: starting a thread, posting, and what authors may do to their own words.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { Store } from '#server/storage/store.ts';
import type { PostInThreadRow, PostRow } from '#server/storage/discussions.ts';
import type { NewPost, StartThread } from '#shared/discussion-input.ts';
import type { ThreadAudience } from '#shared/states.ts';
import {
	holdPost,
	holdThread,
	isCommitment,
	signedIn,
	type DiscussionsDeps
} from './discussions-deps.ts';
import type { Mentioning } from './mentioning.ts';
import { conceivableTargets, newThreadTarget } from './new-thread-audience.ts';
import type { Reading } from './reading.ts';
import { postTarget, threadOfPost, threadTarget, type Post, type Thread } from './thread-view.ts';

export type AudienceChoice = {
	audience: ThreadAudience;
	/** Set when the audience is one organisation. */
	organisation: string | null;
	organisationId: string | null;
};

export function createPosting(
	deps: DiscussionsDeps,
	{ mentioned }: Pick<Mentioning, 'mentioned'>,
	reading: Pick<Reading, 'thread' | 'postById'>
) {
	const { transact, access, audit, clock } = deps;

	/** @returns the new row; the thread must be held. */
	async function addPost(
		inside: Store,
		member: Member,
		target: Parameters<typeof mentioned>[1],
		threadId: string,
		{ body, inReplyTo }: NewPost
	): Promise<PostRow> {
		const row: PostRow = {
			id: newId(),
			thread_id: threadId,
			number: await inside.discussions.nextNumber(threadId),
			author_id: member.memberId,
			in_reply_to: inReplyTo ?? null,
			body,
			created_at: clock.iso(),
			edited_at: null,
			withdrawn_at: null,
			hidden_at: null,
			hidden_by: null,
			hidden_reason: null,
			is_lived_experience: 0,
			audience: null,
			organisation_id: null
		};
		await inside.discussions.addPost(row);
		await inside.discussions.setMentions(row.id, await mentioned(inside, target, body));
		return row;
	}

	return {
		/** For whom the actor may start a discussion, the usual audience first.
		 *  @throws DomainError not-signed-in */
		audienceChoices(actor: Actor): AudienceChoice[] {
			const member = signedIn(actor);
			return conceivableTargets(member)
				.filter((target) => access.can(member, 'thread.start', target))
				.map(({ audience, organisationId }) => ({
					audience,
					organisation:
						member.seats.find((seat) => seat.organisationId === organisationId)?.organisationName ??
						null,
					organisationId
				}));
		},

		/** Starts a discussion of a commitment with its first post.
		 *  @throws DomainError not-signed-in, not-found (no such commitment, or not your audience), not-allowed, invalid */
		async startThread(actor: Actor, input: StartThread & { commitment: number }): Promise<Thread> {
			const member = signedIn(actor);
			const { commitment, title, body } = input;
			if (!isCommitment(commitment)) throw notFound();
			const target = newThreadTarget(member, input);
			access.require(member, 'thread.start', target);

			const threadId = newId();
			await transact(async (inside, emit) => {
				await inside.discussions.addThread({
					id: threadId,
					commitment,
					group_id: null,
					note_id: null,
					report_id: null,
					section_key: null,
					challenge_id: null,
					title,
					audience: target.audience,
					organisation_id: target.organisationId,
					author_id: member.memberId,
					is_sample: 0,
					created_at: clock.iso(),
					closed_at: null,
					closed_by: null,
					closed_reason: null,
					outcome: null,
					pinned_at: null
				});
				await addPost(inside, member, target, threadId, { body });
				await audit(inside, member, {
					action: 'thread.start',
					target: threadId,
					details: { commitment, audience: target.audience }
				});
				emit({ type: 'thread-changed', threadId, commitment });
			});
			return reading.thread(member, threadId);
		},

		/** Posts to a thread, as a reply to one of its posts or to the discussion as a whole.
		 *  @throws DomainError not-signed-in, not-found, conflict (closed), invalid (reply to a post elsewhere) */
		async post(actor: Actor, threadId: string, input: NewPost): Promise<Post> {
			const member = signedIn(actor);
			const postId = await transact(async (inside, emit) => {
				const thread = await holdThread(inside, access, member, threadId);
				if (thread.closed_at !== null) {
					throw new DomainError('conflict', {
						message: 'This discussion has been closed, so your post was not added.'
					});
				}
				const target = threadTarget(thread);
				access.require(member, 'thread.post', target);
				if (input.inReplyTo !== undefined) {
					const answered = await inside.discussions.post(input.inReplyTo);
					if (answered?.thread_id !== threadId) {
						throw new DomainError('invalid', {
							field: 'inReplyTo',
							message: 'The post you reply to is not in this discussion.'
						});
					}
				}
				const post = await addPost(inside, member, target, threadId, input);
				await audit(inside, member, { action: 'post.add', target: post.id });
				emit({
					type: 'post-changed',
					threadId,
					postId: post.id,
					number: post.number,
					change: 'added'
				});
				emit({ type: 'thread-changed', threadId, commitment: thread.commitment });
				return post.id;
			});
			return reading.postById(member, postId);
		},

		/** Rewords one's own post. What it said before stays readable beside it.
		 *  @throws DomainError not-signed-in, not-found, not-allowed (not yours), conflict (withdrawn, hidden, closed) */
		async editPost(actor: Actor, postId: string, { body }: { body: string }): Promise<Post> {
			const member = signedIn(actor);
			await transact(async (inside, emit) => {
				const post = await holdPost(inside, access, member, postId);
				const obstacle = post.author_id === member.memberId ? obstacleToEditing(post) : null;
				if (obstacle !== null) throw new DomainError('conflict', { message: obstacle });
				access.require(member, 'post.edit', postTarget(post));
				if (body === post.body) return;

				await inside.discussions.addRevision(postId, post.body, post.edited_at ?? post.created_at);
				await inside.discussions.updatePost(postId, { body, edited_at: clock.iso() });
				await inside.discussions.setMentions(
					postId,
					await mentioned(inside, threadOfPost(post), body)
				);
				await audit(inside, member, { action: 'post.edit', target: postId });
				emit({
					type: 'post-changed',
					threadId: post.thread_id,
					postId,
					number: post.number,
					change: 'edited'
				});
			});
			return reading.postById(member, postId);
		},

		/** Takes one's own words back, for good; a marker with their number stays.
		 *  @throws DomainError not-signed-in, not-found, not-allowed (not yours), conflict (already withdrawn) */
		async withdrawPost(actor: Actor, postId: string): Promise<Post> {
			const member = signedIn(actor);
			await transact(async (inside, emit) => {
				const post = await holdPost(inside, access, member, postId);
				if (post.author_id === member.memberId && post.withdrawn_at !== null) {
					throw new DomainError('conflict', { message: 'You have already withdrawn this post.' });
				}
				access.require(member, 'post.withdraw', postTarget(post));
				await inside.discussions.updatePost(postId, { withdrawn_at: clock.iso() });
				await inside.discussions.setMentions(postId, []);
				await audit(inside, member, { action: 'post.withdraw', target: postId });
				emit({
					type: 'post-changed',
					threadId: post.thread_id,
					postId,
					number: post.number,
					change: 'withdrawn'
				});
				// What is unread in the thread has changed with it.
				emit({ type: 'thread-changed', threadId: post.thread_id, commitment: post.commitment });
			});
			return reading.postById(member, postId);
		}
	};
}

function obstacleToEditing(post: PostInThreadRow): string | null {
	if (post.withdrawn_at !== null) return 'You have withdrawn this post, so it cannot be edited.';
	if (post.hidden_at !== null) return 'A moderator has hidden this post, so it cannot be edited.';
	if (post.closed_at !== null)
		return 'This discussion has been closed, so its posts stay as they are.';
	return null;
}
