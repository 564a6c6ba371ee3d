// Reading discussions: the threads of a commitment, one thread, and what a member has not read yet.
import * as v from 'valibot';
import { notFound } from '#server/kernel/errors.ts';
import { memberIdOf, type Actor, type Member } from '#server/kernel/actor.ts';
import type { PostTarget } from '#server/domain/access/targets.ts';
import type { PlaceColumns, ThreadOverviewRow } from '#server/storage/discussions.ts';
import type { Queries } from '#server/storage/store.ts';
import {
	findPlace,
	knowThreads,
	seesPlace,
	signedIn,
	type DiscussionsDeps,
	type KnownThread
} from './discussions-deps.ts';
import { circlesOf } from './lived-experience.ts';
import type { PlaceRef } from './places.ts';
import { loadTrail } from './trail.ts';
import {
	postTarget,
	threadAbilities,
	threadTarget,
	toPosts,
	toSummary,
	type Author,
	type Post,
	type Thread,
	type ThreadSummary
} from './thread-view.ts';
import { stretchLength, stretchOf } from './windows.ts';

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

/** A post as a link to it needs it. */
export type SeenPost = {
	id: string;
	number: number;
	threadId: string;
	/** Of its thread. */
	title: string;
	commitment: number | null;
	author: Author;
	at: string;
	isLivedExperience: boolean;
};

/** The same with the facts that decide who may see it. */
export type PostFacts = SeenPost & { target: PostTarget };

/** Which stretch of a thread: by the number it begins with; the one that holds a number, or the first unread post; or
 *  all of it. */
export type Wanted =
	{ from: number; limit: number } | { around: number | 'unread' } | { all: true };

const pageSize = 50;
/** Posts of a thread that are answered when nobody says how many. */
const usualStretch = 200;

export type Reading = ReturnType<typeof createReading>;

export function createReading({ store, access, places }: DiscussionsDeps) {
	type Overview = KnownThread & { row: ThreadOverviewRow };

	/** Those that the actor may see, with what each is about. */
	async function seen(actor: Actor, rows: readonly ThreadOverviewRow[]): Promise<Overview[]> {
		const placeOf = await places(store, rows);
		return rows.flatMap((row) => {
			const place = placeOf(row);
			if (place === null) return [];
			const target = threadTarget(row, place.target);
			return access.can(actor, 'thread.see', target) ? [{ row, place, target }] : [];
		});
	}

	async function visibleThreads(member: Member, about?: PlaceColumns): Promise<ThreadSummary[]> {
		const rows = await store.discussions.threads(member.memberId, about);
		return (await seen(member, rows)).map(({ row, place }) => toSummary(row, place));
	}

	async function visibleThread(actor: Actor, threadId: string): Promise<Overview> {
		const row = await store.discussions.thread(threadId, memberIdOf(actor) ?? '');
		const [thread] = row === undefined ? [] : await seen(actor, [row]);
		if (thread === undefined) throw notFound();
		return thread;
	}

	/** With earlier versions and mentions of just these. */
	async function postsOf(
		actor: Actor,
		thread: Overview,
		rows: Awaited<ReturnType<typeof store.discussions.posts>>
	): Promise<Post[]> {
		const ids = rows.map(({ id }) => id);
		const [revisions, mentions] = await Promise.all([
			store.discussions.revisions(ids),
			store.discussions.mentions(ids)
		]);
		const readUpTo = thread.row.read_up_to;
		return toPosts(
			access,
			actor,
			{ target: thread.target, readUpTo },
			{ posts: rows, revisions, mentions }
		);
	}

	/** A thread with a stretch of its posts. @throws DomainError not-found */
	async function threadFor(actor: Actor, threadId: string, wanted: Wanted): Promise<Thread> {
		const overview = await visibleThread(actor, threadId);
		const { row } = overview;
		const stretch = stretchWanted(row, wanted);
		const [found, trail] = await Promise.all([
			// One more tells whether there are any.
			store.discussions.posts(
				threadId,
				stretch === null ? undefined : { from: stretch.from, limit: stretch.limit + 1 }
			),
			loadTrail(store, { access, places }, actor, overview)
		]);
		const rows = stretch === null ? found : found.slice(0, stretch.limit);
		return {
			...toSummary(row, overview.place),
			readUpTo: row.read_up_to,
			posts: await postsOf(actor, overview, rows),
			previous:
				stretch === null || stretch.from <= 1 ? null : Math.max(1, stretch.from - stretch.limit),
			next: found[rows.length]?.number ?? null,
			trail,
			circles: actor.kind === 'member' ? circlesOf(actor, overview.target) : [],
			abilities: threadAbilities(access, actor, overview.target)
		};
	}

	/** Whole for members only. @throws DomainError not-signed-in, not-found */
	const thread = async (
		actor: Actor,
		threadId: string,
		wanted: Wanted = { from: 1, limit: usualStretch }
	): Promise<Thread> => threadFor(signedIn(actor), threadId, wanted);

	/** These threads, as facts: a fixed number of queries. */
	async function targetsOf(
		inside: Queries,
		threadIds: readonly string[]
	): Promise<Map<string, KnownThread>> {
		const rows = await inside.discussions.threadsByIds(threadIds);
		const known = await knowThreads(places, inside, rows);
		return new Map(known.map((each) => [each.row.id, each]));
	}

	/** These posts, whoever asks: a fixed number of queries. */
	async function postFacts(inside: Queries, postIds: readonly string[]): Promise<PostFacts[]> {
		const rows = await inside.discussions.postsByIds(postIds);
		const threads = await targetsOf(inside, [...new Set(rows.map((row) => row.thread_id))]);
		return rows.flatMap((row) => {
			const known = threads.get(row.thread_id);
			if (known === undefined) return [];
			return [
				{
					id: row.id,
					number: row.number,
					threadId: row.thread_id,
					title: known.row.title,
					commitment: known.row.commitment,
					author: {
						id: row.author_id,
						name: row.author_name,
						organisation: row.author_organisation ?? ''
					},
					at: row.created_at,
					isLivedExperience: row.is_lived_experience === 1,
					target: postTarget(row, known.target)
				}
			];
		});
	}

	/** Those of these posts that the actor may see, with words to read. */
	async function postsSeen(actor: Actor, postIds: readonly string[]): Promise<SeenPost[]> {
		return (await postFacts(store, postIds))
			.filter(
				({ target }) =>
					!target.isWithdrawn && !target.isHidden && access.can(actor, 'post.see', target)
			)
			.map(({ target: _, ...post }) => post);
	}

	return {
		/** Discussions about one thing that the actor may see: pinned first, then by their latest post.
		 *  @param page `after`: the `next` of the page before. @throws DomainError not-signed-in, not-found */
		async ofPlace(
			actor: Actor,
			ref: PlaceRef,
			page: { after?: string | undefined; limit?: number } = {}
		): Promise<{ items: ThreadSummary[]; next: string | null }> {
			const member = signedIn(actor);
			const { columns, place: about } = await findPlace(places, store, ref);
			if (!seesPlace(access, member, about)) throw notFound();
			const place = page.after === undefined ? null : readPlace(page.after);
			const all = await visibleThreads(member, columns);
			const rest = place === null ? all : all.filter((each) => comesAfter(placeOf(each), place));
			const items = rest.slice(0, page.limit ?? pageSize);
			const last = items.at(-1);
			return {
				items,
				next: last !== undefined && rest.length > items.length ? writePlace(placeOf(last)) : null
			};
		},

		/** What a discussion about to be started would be about. @throws DomainError not-signed-in, not-found */
		async placeFor(actor: Actor, ref: PlaceRef): Promise<ThreadSummary['place']> {
			const member = signedIn(actor);
			const { place } = await findPlace(places, store, ref);
			if (!seesPlace(access, member, place)) throw notFound();
			const { kind, title, path, readers } = place;
			return { kind, title, path, readers };
		},

		thread,
		targetsOf,
		postFacts,
		postsSeen,

		/** A thread to be copied, also by the process itself; null where the actor may not see it. */
		async toCopy(actor: Actor, threadId: string): Promise<Thread | null> {
			const known = (await targetsOf(store, [threadId])).get(threadId);
			const isSeen = known !== undefined && access.can(actor, 'thread.see', known.target);
			return isSeen ? threadFor(actor, threadId, { all: true }) : null;
		},

		/** One post. @throws DomainError not-signed-in, not-found */
		async postById(actor: Actor, postId: string): Promise<Post> {
			const member = signedIn(actor);
			const [row] = await store.discussions.postsByIds([postId]);
			if (row === undefined) throw notFound();
			const [post] = await postsOf(member, await visibleThread(member, row.thread_id), [row]);
			if (post === undefined) throw notFound();
			return post;
		},

		/** Titles of those of these threads that the actor may see, by id. */
		async threadTitles(actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
			const known = await targetsOf(store, ids);
			return new Map(
				[...known]
					.filter(([, { target }]) => access.can(actor, 'thread.see', target))
					.map(([id, { row }]) => [id, row.title])
			);
		},

		/** For those of these posts that the actor may see: the title of its thread, by the post's id. */
		async postTitles(actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
			return new Map((await postsSeen(actor, ids)).map(({ id, title }) => [id, title]));
		},

		/** For the live socket: who may see a thread, loaded once for however many listen; null where there is none. */
		async audience(threadId: string): Promise<((actor: Actor) => boolean) | null> {
			const known = (await targetsOf(store, [threadId])).get(threadId);
			if (known === undefined) return null;
			return (actor) => actor.kind === 'member' && access.can(actor, 'thread.see', known.target);
		},

		/** Remembers that the actor has been shown the posts up to this number; the mark does not go back by this.
		 *  @throws DomainError not-signed-in, not-found */
		async markRead(actor: Actor, threadId: string, upTo: number): Promise<void> {
			const member = signedIn(actor);
			const { row } = await visibleThread(member, threadId);
			await store.discussions.markRead(member.memberId, threadId, Math.min(upTo, row.last_number));
		},

		/** Makes this post and those after it unread again. @throws DomainError not-signed-in, not-found */
		async markUnread(actor: Actor, threadId: string, from: number): Promise<ThreadSummary> {
			const member = signedIn(actor);
			const { row, place } = await visibleThread(member, threadId);
			await store.discussions.markUnread(member.memberId, threadId, Math.max(0, from - 1));
			return toSummary(row, place);
		},

		/** Threads with posts the actor has not read, the latest first; without those they have muted. @throws DomainError not-signed-in */
		async unread(actor: Actor): Promise<UnreadThread[]> {
			const threads = await visibleThreads(signedIn(actor));
			return threads
				.filter(({ follow }) => follow !== 'muted')
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

/** Null: all of it. */
function stretchWanted(
	row: ThreadOverviewRow,
	wanted: Wanted
): { from: number; limit: number } | null {
	if ('all' in wanted) return null;
	if ('from' in wanted) return wanted;
	const number = wanted.around === 'unread' ? (row.first_unread ?? row.last_number) : wanted.around;
	const from = stretchOf(number, row.last_number);
	return from === null ? null : { from, limit: stretchLength };
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
