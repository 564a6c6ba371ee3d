// Queries on threads: what they are about, and how they stand for each member. Posts, what is followed and what was
// moved have files of their own.
import { sql, type ExpressionBuilder } from 'kysely';
import type { FollowState } from '#shared/states.ts';
import type { Db } from './database.ts';
import { followingQueries } from './following.ts';
import { moveQueries } from './moves.ts';
import { organisationOf, postQueries } from './posts.ts';
import type { Tables } from './tables.ts';

export type { PersonSeatRow } from './following.ts';
export type { OutcomeRow, PostMoveRow, ThreadMoveRow } from './moves.ts';
export type { MentionRow, PostOverviewRow, PostRow, RevisionRow, Stretch } from './posts.ts';
export type ThreadRow = Tables['threads'];

/** What a thread is about: one of these is set. */
export type PlaceColumns = Pick<
	ThreadRow,
	'commitment' | 'group_id' | 'note_id' | 'report_id' | 'section_key' | 'challenge_id'
>;

/** A thread with the names on it, and how it stands for one member. */
export type ThreadOverviewRow = ThreadRow & {
	author_name: string;
	author_organisation: string | null;
	organisation_name: string | null;
	closed_by_name: string | null;
	/** What the member has said about hearing of it. */
	follow: FollowState | null;
	post_count: number;
	/** Of the last post in it; 0 where all have gone elsewhere. */
	last_number: number;
	last_post_at: string;
	read_up_to: number;
	unread: number;
	first_unread: number | null;
};

export type DiscussionQueries = ReturnType<typeof discussionQueries>;

/** Posts of the thread at hand that wait for this member: by others, newer than what was read, with words to read, and
 *  for all who hear the thread. */
const waiting = (eb: ExpressionBuilder<Tables, 'threads'>, memberId: string) =>
	eb
		.selectFrom('posts')
		.whereRef('posts.thread_id', '=', 'threads.id')
		.where('posts.author_id', '!=', memberId)
		.where('posts.withdrawn_at', 'is', null)
		.where('posts.hidden_at', 'is', null)
		.where('posts.audience', 'is', null)
		.where('posts.number', '>', (read) =>
			read.fn.coalesce(
				read
					.selectFrom('thread_reads')
					.select('thread_reads.last_number')
					.whereRef('thread_reads.thread_id', '=', 'threads.id')
					.where('thread_reads.member_id', '=', memberId),
				read.lit(0)
			)
		);

const placeColumns = [
	'commitment',
	'group_id',
	'note_id',
	'report_id',
	'section_key',
	'challenge_id'
] as const;

export const discussionQueries = (db: Db) => {
	const overviews = (memberId: string) =>
		db
			.selectFrom('threads')
			.innerJoin('members as author', 'author.id', 'threads.author_id')
			.leftJoin('members as closer', 'closer.id', 'threads.closed_by')
			.leftJoin('organisations', 'organisations.id', 'threads.organisation_id')
			.leftJoin('thread_reads', (join) =>
				join
					.onRef('thread_reads.thread_id', '=', 'threads.id')
					.on('thread_reads.member_id', '=', memberId)
			)
			.leftJoin('thread_follows', (join) =>
				join
					.onRef('thread_follows.thread_id', '=', 'threads.id')
					.on('thread_follows.member_id', '=', memberId)
			)
			.selectAll('threads')
			.select((eb) => [
				'author.name as author_name',
				organisationOf('threads.author_id').as('author_organisation'),
				'organisations.name as organisation_name',
				'closer.name as closed_by_name',
				'thread_follows.state as follow',
				eb.fn.coalesce('thread_reads.last_number', eb.lit(0)).as('read_up_to'),
				eb
					.selectFrom('posts')
					.select((count) => count.fn.countAll<number>().as('count'))
					.whereRef('posts.thread_id', '=', 'threads.id')
					.$asScalar()
					.$notNull()
					.as('post_count'),
				eb.fn
					.coalesce(
						eb
							.selectFrom('posts')
							.select((latest) => latest.fn.max('posts.number').as('number'))
							.whereRef('posts.thread_id', '=', 'threads.id'),
						eb.lit(0)
					)
					.as('last_number'),
				eb.fn
					.coalesce(
						eb
							.selectFrom('posts')
							.select((latest) => latest.fn.max('posts.created_at').as('at'))
							.whereRef('posts.thread_id', '=', 'threads.id'),
						'threads.created_at'
					)
					.as('last_post_at'),
				waiting(eb as never, memberId)
					.select((count) => count.fn.countAll<number>().as('count'))
					.$asScalar()
					.$notNull()
					.as('unread'),
				waiting(eb as never, memberId)
					.select((first) => first.fn.min('posts.number').as('number'))
					.as('first_unread')
			]);

	return {
		...postQueries(db),
		...followingQueries(db),
		...moveQueries(db),

		/** One thread as it stands for a member. */
		thread(id: string, memberId: string): Promise<ThreadOverviewRow | undefined> {
			return overviews(memberId).where('threads.id', '=', id).executeTakeFirst();
		},
		/** All threads, or those about one thing, as they stand for a member: pinned first, then by their latest post. */
		threads(memberId: string, place?: PlaceColumns): Promise<ThreadOverviewRow[]> {
			let query = overviews(memberId);
			for (const column of placeColumns) {
				const value = place?.[column] ?? null;
				if (value !== null) query = query.where(`threads.${column}`, '=', value);
			}
			return query
				.orderBy(sql`case when threads.pinned_at is null then 1 else 0 end`)
				.orderBy('last_post_at', 'desc')
				.orderBy('threads.id', 'desc')
				.execute();
		},
		/** The facts that decide who may do what, without names or counts. */
		threadFacts(id: string): Promise<ThreadRow | undefined> {
			return db.selectFrom('threads').selectAll().where('id', '=', id).executeTakeFirst();
		},
		async threadsByIds(ids: readonly string[]): Promise<ThreadRow[]> {
			if (ids.length === 0) return [];
			return db.selectFrom('threads').selectAll().where('id', 'in', ids).execute();
		},
		/** Until the transaction ends nobody else posts to this thread, closes it or changes a post in it.
		 *  An update that changes nothing takes the row's lock on PostgreSQL and the writer's on SQLite. */
		async lockThread(id: string): Promise<ThreadRow | undefined> {
			return db
				.updateTable('threads')
				.set((eb) => ({ title: eb.ref('title') }))
				.where('id', '=', id)
				.returningAll()
				.executeTakeFirst();
		},
		async addThread(row: ThreadRow): Promise<void> {
			await db.insertInto('threads').values(row).execute();
		},
		async updateThread(
			id: string,
			set: Partial<
				PlaceColumns &
					Pick<
						ThreadRow,
						| 'audience'
						| 'organisation_id'
						| 'closed_at'
						| 'closed_by'
						| 'closed_reason'
						| 'outcome'
						| 'pinned_at'
					>
			>
		): Promise<void> {
			await db.updateTable('threads').set(set).where('id', '=', id).execute();
		}
	};
};
