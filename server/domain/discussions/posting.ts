// Writing in discussions: starting a thread, posting, and what authors may do to their own words.
import { DomainError } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { Queries } from '#server/storage/store.ts';
import type { PostRow, ThreadRow } from '#server/storage/discussions.ts';
import type { NewPost, StartThread } from '#shared/discussion-input.ts';
import type { ThreadAudience } from '#shared/states.ts';
import {
	findPlace,
	holdPost,
	holdThread,
	signedIn,
	threadChanged,
	type DiscussionsDeps,
	type KnownThread
} from './discussions-deps.ts';
import { livedExperienceOf } from './lived-experience.ts';
import type { Mentioning } from './mentioning.ts';
import { conceivableTargets, newThreadTarget } from './new-thread-audience.ts';
import { columnsOf, type PlaceRef } from './places.ts';
import type { Reading } from './reading.ts';
import type { Telling } from './telling.ts';
import { postTarget, threadTarget, type Post, type Thread } from './thread-view.ts';

export type AudienceChoice = {
	audience: ThreadAudience;
	/** Set when the audience is one organisation. */
	organisation: string | null;
	organisationId: string | null;
};

export function createPosting(
	deps: DiscussionsDeps,
	{ mentioned }: Pick<Mentioning, 'mentioned'>,
	telling: Telling,
	reading: Pick<Reading, 'thread' | 'postById'>
) {
	const { store, transact, access, audit, clock, places } = deps;

	/** @returns the new row, and whom it mentions; the thread must be held. */
	async function addPost(
		inside: Queries,
		member: Member,
		thread: KnownThread,
		input: NewPost
	): Promise<{ row: PostRow; named: string[] }> {
		const threadId = thread.row.id;
		const { body, inReplyTo } = input;
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
			...livedExperienceOf(member, thread.target, input)
		};
		await inside.discussions.addPost(row);
		const named = await mentioned(inside, postTarget(row, thread.target), body);
		await inside.discussions.setMentions(row.id, named);
		// Who takes part wants to hear of it, until they say otherwise.
		await inside.discussions.followOnce({
			member_id: member.memberId,
			thread_id: threadId,
			since: clock.iso()
		});
		await telling.ofMentions(inside, thread, row, named);
		return { row, named };
	}

	/** Who wrote the post that is answered. @throws DomainError invalid */
	async function authorAnswered(
		inside: Queries,
		member: Member,
		thread: KnownThread,
		postId: string | undefined
	): Promise<string | null> {
		if (postId === undefined) return null;
		const answered = await inside.discussions.post(postId);
		const isHere =
			answered?.thread_id === thread.row.id &&
			access.can(member, 'post.see', postTarget(answered, thread.target));
		if (isHere) return answered.author_id;
		throw new DomainError('invalid', {
			field: 'inReplyTo',
			message: 'The post you reply to is not in this discussion.'
		});
	}

	return {
		/** For whom the actor may start a discussion there, the usual audience first.
		 *  @throws DomainError not-signed-in, not-found */
		async audienceChoices(actor: Actor, place: PlaceRef): Promise<AudienceChoice[]> {
			const member = signedIn(actor);
			const { target: placeTarget } = (await findPlace(places, store, place)).place;
			return conceivableTargets(member, placeTarget)
				.filter((target) => access.can(member, 'thread.start', target))
				.map(({ audience, organisationId }) => ({
					audience,
					organisation:
						member.seats.find((seat) => seat.organisationId === organisationId)?.organisationName ??
						null,
					organisationId
				}));
		},

		/** Starts a discussion with its first post.
		 *  @throws DomainError not-signed-in, not-found (no such place, or not your audience), not-allowed, invalid */
		async startThread(actor: Actor, input: StartThread & { place: PlaceRef }): Promise<Thread> {
			const member = signedIn(actor);
			const threadId = newId();
			await transact(async (inside, emit) => {
				const { place } = await findPlace(places, inside, input.place);
				const wanted = newThreadTarget(member, place.target, input);
				access.require(member, 'thread.start', wanted);
				const row: ThreadRow = {
					id: threadId,
					...columnsOf(input.place),
					title: input.title,
					audience: wanted.audience,
					organisation_id: wanted.organisationId,
					author_id: member.memberId,
					is_sample: 0,
					created_at: clock.iso(),
					closed_at: null,
					closed_by: null,
					closed_reason: null,
					outcome: null,
					pinned_at: null
				};
				await inside.discussions.addThread(row);
				const thread = { row, place, target: threadTarget(row, place.target) };
				const post = await addPost(inside, member, thread, { body: input.body });
				await telling.ofThread(inside, thread, post.row, post.named);
				await audit(inside, member, {
					action: 'thread.start',
					target: threadId,
					details: { commitment: row.commitment, place: place.kind, audience: wanted.audience }
				});
				threadChanged(emit, row);
			});
			return reading.thread(member, threadId);
		},

		/** Posts to a thread, as a reply to one of its posts or to the discussion as a whole.
		 *  @throws DomainError not-signed-in, not-found, conflict (closed), invalid (reply to a post elsewhere) */
		async post(actor: Actor, threadId: string, input: NewPost): Promise<Post> {
			const member = signedIn(actor);
			const postId = await transact(async (inside, emit) => {
				const thread = await holdThread(inside, deps, member, threadId);
				if (thread.target.isClosed) {
					throw new DomainError('conflict', {
						message: 'This discussion has been closed, so your post was not added.'
					});
				}
				access.require(member, 'thread.post', thread.target);
				const answered = await authorAnswered(inside, member, thread, input.inReplyTo);
				const { row: post, named } = await addPost(inside, member, thread, input);
				await telling.ofPost(inside, thread, post, { named, answered });
				await audit(inside, member, { action: 'post.add', target: post.id });
				emit({
					type: 'post-changed',
					threadId,
					postId: post.id,
					number: post.number,
					change: 'added'
				});
				threadChanged(emit, thread.row);
				return post.id;
			});
			return reading.postById(member, postId);
		},

		/** Rewords one's own post. What it said before stays readable beside it.
		 *  @throws DomainError not-signed-in, not-found, not-allowed (not yours), conflict (withdrawn, hidden, closed) */
		async editPost(actor: Actor, postId: string, { body }: { body: string }): Promise<Post> {
			const member = signedIn(actor);
			await transact(async (inside, emit) => {
				const { post, thread, target } = await holdPost(inside, deps, member, postId);
				const obstacle =
					post.author_id === member.memberId ? obstacleToEditing(post, thread) : null;
				if (obstacle !== null) throw new DomainError('conflict', { message: obstacle });
				access.require(member, 'post.edit', target);
				if (body === post.body) return;

				await inside.discussions.addRevision(postId, post.body, post.edited_at ?? post.created_at);
				await inside.discussions.updatePost(postId, { body, edited_at: clock.iso() });
				const named = await mentioned(inside, target, body);
				const before = await inside.discussions.mentions([postId]);
				await inside.discussions.setMentions(postId, named);
				const fresh = named.filter((id) => !before.some(({ member_id }) => member_id === id));
				await telling.ofMentions(inside, thread, post, fresh);
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

		/** Takes one's own words back, for good; those of lived experience leave the database too. A marker with their number stays.
		 *  @throws DomainError not-signed-in, not-found, not-allowed (not yours), conflict (already withdrawn) */
		async withdrawPost(actor: Actor, postId: string): Promise<Post> {
			const member = signedIn(actor);
			const isErased = await transact(async (inside, emit) => {
				const { post, thread, target } = await holdPost(inside, deps, member, postId);
				if (post.author_id === member.memberId && post.withdrawn_at !== null) {
					throw new DomainError('conflict', { message: 'You have already withdrawn this post.' });
				}
				access.require(member, 'post.withdraw', target);
				await inside.discussions.updatePost(postId, { withdrawn_at: clock.iso() });
				if (target.isLivedExperience) await inside.discussions.erasePost(postId);
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
				threadChanged(emit, thread.row);
				return target.isLivedExperience;
			});
			if (isErased) await store.traces.wipe();
			return reading.postById(member, postId);
		}
	};
}

function obstacleToEditing(post: PostRow, thread: KnownThread): string | null {
	if (post.withdrawn_at !== null) return 'You have withdrawn this post, so it cannot be edited.';
	if (post.hidden_at !== null) return 'A moderator has hidden this post, so it cannot be edited.';
	if (thread.target.isClosed)
		return 'This discussion has been closed, so its posts stay as they are.';
	return null;
}
