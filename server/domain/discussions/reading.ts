// Reading discussions: the threads of a commitment, one thread, and what a member has not read yet.
import * as v from 'valibot';
import { notFound } from '#server/kernel/errors.ts';
import { memberIdOf, type Actor, type Member } from '#server/kernel/actor.ts';
import type { ThreadOverviewRow } from '#server/storage/discussions.ts';
import { isCommitment, signedIn, type DiscussionsDeps } from './discussions-deps.ts';
import {
	threadTarget,
	toSummary,
	toThread,
	type Post,
	type Thread,
	type ThreadSummary
} from './thread-view.ts';

export type UnreadThread = {
	threadId: string;
	title: string;
	commitment: number | null;
	unread: number;
	firstUnread: number;
	lastPostAt: string;
};

export type CommitmentCounts = {
	commitment: number;
	threads: number;
	posts: number;
	unread: number;
};

const pageSize = 50;

export type Reading = ReturnType<typeof createReading>;

export function createReading({ store, access }: DiscussionsDeps) {
	const maySee = (actor: Actor, row: ThreadOverviewRow): boolean =>
		access.can(actor, 'thread.see', threadTarget(row));

	async function visibleThreads(member: Member, commitment?: number): Promise<ThreadSummary[]> {
		const rows = await store.discussions.threads(member.memberId, commitment);
		return rows.filter((row) => maySee(member, row)).map(toSummary);
	}

	async function visibleThread(actor: Actor, threadId: string): Promise<ThreadOverviewRow> {
		const row = await store.discussions.thread(threadId, memberIdOf(actor) ?? '');
		if (row === undefined || !maySee(actor, row)) throw notFound();
		return row;
	}

	/** A thread with its posts in order. @throws DomainError not-found */
	async function threadFor(actor: Actor, threadId: string): Promise<Thread> {
		const overview = await visibleThread(actor, threadId);
		const [posts, revisions, mentions] = await Promise.all([
			store.discussions.posts(threadId),
			store.discussions.revisions(threadId),
			store.discussions.mentions(threadId)
		]);
		return toThread(access, actor, { thread: overview, posts, revisions, mentions });
	}

	/** The same for members only. @throws DomainError not-signed-in, not-found */
	const thread = async (actor: Actor, threadId: string): Promise<Thread> =>
		threadFor(signedIn(actor), threadId);

	return {
		/** Threads of a commitment that the actor may see: pinned first, then by their latest post.
		 *  @param page `after`: the `next` of the page before. @throws DomainError not-signed-in, not-found */
		async listThreads(
			actor: Actor,
			commitment: number,
			page: { after?: string | undefined; limit?: number } = {}
		): Promise<{ items: ThreadSummary[]; next: string | null }> {
			const member = signedIn(actor);
			if (!isCommitment(commitment)) throw notFound();
			const place = page.after === undefined ? null : readPlace(page.after);
			const all = await visibleThreads(member, commitment);
			const rest =
				place === null ? all : all.filter((thread) => comesAfter(placeOf(thread), place));
			const items = rest.slice(0, page.limit ?? pageSize);
			const last = items.at(-1);
			return {
				items,
				next: last !== undefined && rest.length > items.length ? writePlace(placeOf(last)) : null
			};
		},

		thread,

		/** A thread to be copied, also by the process itself; null where the actor may not see it. */
		async toCopy(actor: Actor, threadId: string): Promise<Thread | null> {
			const facts = await store.discussions.threadFacts(threadId);
			const isSeen = facts !== undefined && access.can(actor, 'thread.see', threadTarget(facts));
			return isSeen ? threadFor(actor, threadId) : null;
		},

		/** One post. @throws DomainError not-signed-in, not-found */
		async postById(actor: Actor, postId: string): Promise<Post> {
			const member = signedIn(actor);
			const row = await store.discussions.post(postId);
			if (row === undefined) throw notFound();
			const { posts } = await thread(member, row.thread_id);
			const post = posts.find(({ id }) => id === postId);
			if (post === undefined) throw notFound();
			return post;
		},

		/** Whether there is such a thread and the actor may see it. For the live socket. */
		async maySeeThread(actor: Actor, threadId: string): Promise<boolean> {
			if (actor.kind !== 'member') return false;
			const thread = await store.discussions.threadFacts(threadId);
			return thread !== undefined && access.can(actor, 'thread.see', threadTarget(thread));
		},

		/** Remembers that the actor has been shown the posts up to this number; the mark never goes back.
		 *  @throws DomainError not-signed-in, not-found */
		async markRead(actor: Actor, threadId: string, upTo: number): Promise<void> {
			const member = signedIn(actor);
			const thread = await visibleThread(member, threadId);
			await store.discussions.markRead(
				member.memberId,
				threadId,
				Math.min(upTo, thread.post_count)
			);
		},

		/** Threads with posts the actor has not read, the latest first. @throws DomainError not-signed-in */
		async unread(actor: Actor): Promise<UnreadThread[]> {
			const threads = await visibleThreads(signedIn(actor));
			return threads
				.flatMap(({ id, title, commitment, unread, firstUnread, lastPostAt }) =>
					firstUnread === null
						? []
						: [{ threadId: id, title, commitment, unread, firstUnread, lastPostAt }]
				)
				.sort((one, other) => (one.lastPostAt < other.lastPostAt ? 1 : -1));
		},

		/** For each of the seven commitments: how much the actor may read there, and has not read.
		 *  @throws DomainError not-signed-in */
		async countsByCommitment(actor: Actor): Promise<CommitmentCounts[]> {
			const threads = Map.groupBy(
				await visibleThreads(signedIn(actor)),
				(thread) => thread.commitment
			);
			return [1, 2, 3, 4, 5, 6, 7].map((commitment) => {
				const here = threads.get(commitment) ?? [];
				return {
					commitment,
					threads: here.length,
					posts: here.reduce((sum, thread) => sum + thread.postCount, 0),
					unread: here.reduce((sum, thread) => sum + thread.unread, 0)
				};
			});
		}
	};
}

/** Where a thread stands in the list. A cursor holds it, so a page stays right when posts arrive meanwhile. */
type Place = readonly [pinned: number, lastPostAt: string, id: string];

const placeOf = (thread: ThreadSummary): Place => [
	thread.isPinned ? 1 : 0,
	thread.lastPostAt,
	thread.id
];

function comesAfter(one: Place, other: Place): boolean {
	const [pinned, lastPostAt, id] = one;
	if (pinned !== other[0]) return pinned < other[0];
	if (lastPostAt !== other[1]) return lastPostAt < other[1];
	return id < other[2];
}

const writePlace = (place: Place): string =>
	Buffer.from(JSON.stringify(place)).toString('base64url');

const placeSchema = v.tuple([v.number(), v.string(), v.string()]);

/** A cursor nobody gave out is no page of ours. */
function readPlace(cursor: string): Place {
	const read = v.safeParse(
		v.pipe(v.string(), v.parseJson(), placeSchema),
		Buffer.from(cursor, 'base64url').toString()
	);
	if (!read.success) throw notFound();
	return read.output;
}
