// Posts and whole discussions that belong elsewhere. What is moved leaves a trail on both sides, never reaches anybody it
// was not written for, and stays readable to those who wrote it.
import { DomainError } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { PlaceTarget, ThreadTarget } from '#server/domain/access/targets.ts';
import type { PostRow, ThreadRow } from '#server/storage/discussions.ts';
import type { Store } from '#server/storage/store.ts';
import type { MovePosts, MoveThread } from '#shared/discussion-input.ts';
import { dayOf } from '#shared/dates.ts';
import { everybodyConceivable, reachesNobodyNew } from './circle.ts';
import {
	findPlace,
	holdThread,
	signedIn,
	threadChanged,
	type DiscussionsDeps,
	type KnownThread
} from './discussions-deps.ts';
import { newThreadTarget } from './new-thread-audience.ts';
import { loadPeople } from './people.ts';
import { placeKey } from './places.ts';
import type { Reading } from './reading.ts';
import { postTarget, threadTarget, type Thread } from './thread-view.ts';

/** Whom and what a place names that permission can depend on. */
function namedBy(place: PlaceTarget | null): { groupIds: string[]; memberIds: string[] } {
	switch (place?.kind) {
		case 'group':
			return { groupIds: [place.groupId], memberIds: [] };
		case 'note':
			return {
				groupIds: place.groupId === null ? [] : [place.groupId],
				memberIds: [place.authorId, ...place.coAuthorIds]
			};
		case 'challenge':
			return {
				groupIds: place.groupId === null ? [] : [place.groupId],
				memberIds: [place.authorId]
			};
		default:
			return { groupIds: [], memberIds: [] };
	}
}

export function createMoving(deps: DiscussionsDeps, reading: Pick<Reading, 'thread'>) {
	const { transact, access, audit, clock, places } = deps;

	/** @throws DomainError conflict, in words, where these posts cannot stand there */
	async function requireFits(
		inside: Store,
		posts: readonly PostRow[],
		from: ThreadTarget,
		to: ThreadTarget
	): Promise<void> {
		const here = namedBy(from.place);
		const there = namedBy(to.place);
		const authors = [...new Set(posts.map(({ author_id }) => author_id))];
		const people = everybodyConceivable({
			organisations: await inside.rounds.organisations(),
			groupIds: [...new Set([...here.groupIds, ...there.groupIds])],
			memberIds: [...new Set([...here.memberIds, ...there.memberIds])]
		});
		// Posts for the same people stand or fall together.
		const circles = new Map(
			posts.map((post) => [`${post.audience} ${post.organisation_id} ${post.author_id}`, post])
		);
		for (const post of circles.values()) {
			if (!reachesNobodyNew(access, people, postTarget(post, from), postTarget(post, to))) {
				throw new DomainError('conflict', {
					message:
						'There, people could read it for whom it was not written. It can only go where the same people or fewer can read.'
				});
			}
		}
		const writers = await loadPeople(inside, dayOf(clock.iso()), authors);
		const isLost = writers.some(
			(writer) => access.can(writer, 'thread.see', from) && !access.can(writer, 'thread.see', to)
		);
		if (isLost) {
			throw new DomainError('conflict', {
				message: 'There, some of those who wrote it could no longer read their own words.'
			});
		}
	}

	/** The thread that posts go to: one there is, or a new one begun with the first of them. */
	async function goalOf(
		inside: Store,
		member: Member,
		source: KnownThread,
		first: PostRow,
		input: MovePosts
	): Promise<KnownThread> {
		if (input.threadId !== undefined) {
			const goal = await holdThread(inside, deps, member, input.threadId);
			if (goal.target.isClosed) {
				throw new DomainError('conflict', { message: 'That discussion has been closed.' });
			}
			access.require(member, 'thread.post', goal.target);
			return goal;
		}
		const row: ThreadRow = {
			...source.row,
			id: newId(),
			title: input.title ?? source.row.title,
			author_id: first.author_id,
			created_at: clock.iso(),
			closed_at: null,
			closed_by: null,
			closed_reason: null,
			outcome: null,
			pinned_at: null
		};
		await inside.discussions.addThread(row);
		return { row, place: source.place, target: threadTarget(row, source.place.target) };
	}

	async function setDown(
		inside: Store,
		member: Member,
		posts: readonly PostRow[],
		goal: KnownThread,
		reason: string
	): Promise<number[]> {
		const at = clock.iso();
		const moves = [];
		let number = await inside.discussions.nextNumber(goal.row.id);
		for (const post of posts) {
			moves.push({
				id: newId(),
				post_id: post.id,
				from_thread_id: post.thread_id,
				from_number: post.number,
				to_thread_id: goal.row.id,
				to_number: number,
				moved_by: member.memberId,
				reason,
				at
			});
			await inside.discussions.updatePost(post.id, { thread_id: goal.row.id, number });
			await inside.discussions.followOnce({
				member_id: post.author_id,
				thread_id: goal.row.id,
				since: at
			});
			number += 1;
		}
		await inside.discussions.addPostMoves(moves);
		return moves.map(({ to_number }) => to_number);
	}

	return {
		/** Moves posts to a discussion there is, or splits them off into a new one about the same.
		 *  @returns the discussion they are in now
		 *  @throws DomainError not-signed-in, not-found, not-allowed, invalid, conflict (says why it cannot be) */
		async movePosts(actor: Actor, threadId: string, input: MovePosts): Promise<Thread> {
			const member = signedIn(actor);
			const goalId = await transact(async (inside, emit) => {
				// Two who move between the same discussions wait for each other in the same order.
				for (const id of [threadId, input.threadId ?? threadId].sort()) {
					await inside.discussions.lockThread(id);
				}
				const source = await holdThread(inside, deps, member, threadId);
				access.require(member, 'thread.moderate', source.target);
				if (input.threadId === threadId) {
					throw new DomainError('invalid', {
						field: 'threadId',
						message: 'They are in that discussion already.'
					});
				}
				const all = await inside.discussions.posts(threadId);
				const posts = all.filter(
					(post) =>
						input.posts.includes(post.number) &&
						access.can(member, 'post.see', postTarget(post, source.target))
				);
				const [first] = posts;
				if (first === undefined || posts.length < new Set(input.posts).size) {
					throw new DomainError('invalid', {
						field: 'posts',
						message: 'Not all of these posts are in this discussion.'
					});
				}
				if (posts.length === all.length) {
					throw new DomainError('conflict', {
						message: 'That is every post there is: move the whole discussion instead.'
					});
				}
				const goal = await goalOf(inside, member, source, first, input);
				await requireFits(inside, posts, source.target, goal.target);
				const numbers = await setDown(inside, member, posts, goal, input.reason);
				await audit(inside, member, {
					action: 'post.move',
					target: threadId,
					details: { to: goal.row.id, posts: posts.map(({ number }) => number).join(', ') }
				});
				for (const [index, post] of posts.entries()) {
					emit({
						type: 'post-changed',
						threadId: goal.row.id,
						postId: post.id,
						number: numbers[index] ?? post.number,
						change: 'added'
					});
				}
				for (const { row } of [source, goal]) threadChanged(emit, row);
				return goal.row.id;
			});
			return reading.thread(member, goalId);
		},

		/** Has a whole discussion stand elsewhere, under the same address as before.
		 *  @throws DomainError not-signed-in, not-found, not-allowed, invalid, conflict (says why it cannot be) */
		async moveThread(actor: Actor, threadId: string, input: MoveThread): Promise<Thread> {
			const member = signedIn(actor);
			await transact(async (inside, emit) => {
				const thread = await holdThread(inside, deps, member, threadId);
				access.require(member, 'thread.move', thread.target);
				const { columns, place: goal } = await findPlace(places, inside, input.place);
				const wanted = newThreadTarget(member, goal.target, input);
				access.require(member, 'thread.start', wanted);
				if (placeKey(columns) === placeKey(thread.row)) {
					throw new DomainError('conflict', { message: 'It stands there already.' });
				}
				const set = { audience: wanted.audience, organisation_id: wanted.organisationId };
				const posts = await inside.discussions.posts(threadId);
				await requireFits(
					inside,
					posts,
					thread.target,
					threadTarget({ ...thread.row, ...set }, goal.target)
				);
				await inside.discussions.updateThread(threadId, { ...columns, ...set, pinned_at: null });
				await inside.discussions.addThreadMove({
					id: newId(),
					thread_id: threadId,
					from_place: placeKey(thread.row),
					to_place: placeKey(columns),
					moved_by: member.memberId,
					reason: input.reason,
					at: clock.iso()
				});
				await audit(inside, member, {
					action: 'thread.move',
					target: threadId,
					details: { from: placeKey(thread.row), to: placeKey(columns) }
				});
				// Both lists: where it stood and where it stands.
				threadChanged(emit, thread.row);
				threadChanged(emit, { id: threadId, ...columns });
			});
			return reading.thread(member, threadId);
		}
	};
}
