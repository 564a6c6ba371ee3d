// Queries on threads of commitments: posts with every earlier version, mentions, and how far each member has read.
import { sql, type ExpressionBuilder } from 'kysely';
import type { OrganisationKind, OrganisationRole } from '#shared/roles.ts';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type ThreadRow = Tables['threads'];
export type PostRow = Tables['posts'];
export type RevisionRow = Tables['post_revisions'];
export type MentionRow = {
	post_id: string;
	member_id: string;
	name: string;
	organisation: string | null;
};

/** A thread with the names on it, and how it stands for one member. */
export type ThreadOverviewRow = ThreadRow & {
	author_name: string;
	author_organisation: string | null;
	organisation_name: string | null;
	closed_by_name: string | null;
	post_count: number;
	last_post_at: string;
	read_up_to: number;
	unread: number;
	first_unread: number | null;
};

export type PostOverviewRow = PostRow & {
	author_name: string;
	author_organisation: string | null;
	hidden_by_name: string | null;
};

/** A post with the facts of its thread that decide about it. */
export type PostInThreadRow = PostRow &
	Pick<ThreadRow, 'commitment' | 'closed_at'> & {
		thread_audience: ThreadRow['audience'];
		thread_organisation_id: ThreadRow['organisation_id'];
	};

/** One seat of somebody who can sign in. */
export type PersonSeatRow = {
	member_id: string;
	name: string;
	organisation_id: string;
	organisation_name: string;
	kind: OrganisationKind;
	role: OrganisationRole;
};

export type DiscussionQueries = ReturnType<typeof discussionQueries>;

/** The organisation a member is shown with: that of the oldest seat. */
const organisationOf = (memberId: 'threads.author_id' | 'posts.author_id' | 'members.id') =>
	sql<string | null>`(
		select organisations.name from memberships
		inner join organisations on organisations.id = memberships.organisation_id
		where memberships.member_id = ${sql.ref(memberId)}
		order by memberships.created_at, memberships.organisation_id limit 1
	)`;

/** Posts of the thread at hand that wait for this member: by others, newer than what was read, with words to read. */
const waiting = (eb: ExpressionBuilder<Tables, 'threads'>, memberId: string) =>
	eb
		.selectFrom('posts')
		.whereRef('posts.thread_id', '=', 'threads.id')
		.where('posts.author_id', '!=', memberId)
		.where('posts.withdrawn_at', 'is', null)
		.where('posts.hidden_at', 'is', null)
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
			.selectAll('threads')
			.select((eb) => [
				'author.name as author_name',
				organisationOf('threads.author_id').as('author_organisation'),
				'organisations.name as organisation_name',
				'closer.name as closed_by_name',
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
		/** One thread as it stands for a member. */
		thread(id: string, memberId: string): Promise<ThreadOverviewRow | undefined> {
			return overviews(memberId).where('threads.id', '=', id).executeTakeFirst();
		},
		/** All threads, or those of one commitment, as they stand for a member: pinned first, then by their latest post. */
		threads(memberId: string, commitment?: number): Promise<ThreadOverviewRow[]> {
			return overviews(memberId)
				.$if(commitment !== undefined, (query) =>
					query.where('threads.commitment', '=', commitment ?? 0)
				)
				.orderBy(sql`case when threads.pinned_at is null then 1 else 0 end`)
				.orderBy('last_post_at', 'desc')
				.orderBy('threads.id', 'desc')
				.execute();
		},
		/** The facts that decide who may do what, without names or counts. */
		threadFacts(id: string): Promise<ThreadRow | undefined> {
			return db.selectFrom('threads').selectAll().where('id', '=', id).executeTakeFirst();
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
			set: Partial<Pick<ThreadRow, 'closed_at' | 'closed_by' | 'closed_reason' | 'pinned_at'>>
		): Promise<void> {
			await db.updateTable('threads').set(set).where('id', '=', id).execute();
		},

		/** Posts of a thread, in order. */
		posts(threadId: string): Promise<PostOverviewRow[]> {
			return db
				.selectFrom('posts')
				.innerJoin('members as author', 'author.id', 'posts.author_id')
				.leftJoin('members as hider', 'hider.id', 'posts.hidden_by')
				.selectAll('posts')
				.select([
					'author.name as author_name',
					organisationOf('posts.author_id').as('author_organisation'),
					'hider.name as hidden_by_name'
				])
				.where('posts.thread_id', '=', threadId)
				.orderBy('posts.number')
				.execute();
		},
		post(id: string): Promise<PostInThreadRow | undefined> {
			return db
				.selectFrom('posts')
				.innerJoin('threads', 'threads.id', 'posts.thread_id')
				.selectAll('posts')
				.select([
					'threads.commitment',
					'threads.audience as thread_audience',
					'threads.organisation_id as thread_organisation_id',
					'threads.closed_at'
				])
				.where('posts.id', '=', id)
				.executeTakeFirst();
		},
		/** Only right while the thread is locked. */
		async nextNumber(threadId: string): Promise<number> {
			const row = await db
				.selectFrom('posts')
				.select((eb) => eb.fn.max('number').as('last'))
				.where('thread_id', '=', threadId)
				.executeTakeFirst();
			return (row?.last ?? 0) + 1;
		},
		async addPost(row: PostRow): Promise<void> {
			await db.insertInto('posts').values(row).execute();
		},
		async updatePost(
			id: string,
			set: Partial<
				Pick<
					PostRow,
					'body' | 'edited_at' | 'withdrawn_at' | 'hidden_at' | 'hidden_by' | 'hidden_reason'
				>
			>
		): Promise<void> {
			await db.updateTable('posts').set(set).where('id', '=', id).execute();
		},

		/** Earlier versions of a thread's posts, oldest first. */
		revisions(threadId: string): Promise<RevisionRow[]> {
			return db
				.selectFrom('post_revisions')
				.innerJoin('posts', 'posts.id', 'post_revisions.post_id')
				.selectAll('post_revisions')
				.where('posts.thread_id', '=', threadId)
				.orderBy('post_revisions.post_id')
				.orderBy('post_revisions.revision')
				.execute();
		},
		/** Keeps the words a post had, with the time they were written. */
		async addRevision(postId: string, body: string, at: string): Promise<void> {
			await db
				.insertInto('post_revisions')
				.columns(['post_id', 'revision', 'body', 'at'])
				.expression((eb) =>
					eb
						.selectFrom('post_revisions')
						.select((of) => [
							of.val(postId).as('post_id'),
							sql<number>`coalesce(max(revision), 0) + 1`.as('revision'),
							of.val(body).as('body'),
							of.val(at).as('at')
						])
						.where('post_id', '=', postId)
				)
				.execute();
		},

		/** Who is mentioned in a thread's posts, under the names they have now. */
		mentions(threadId: string): Promise<MentionRow[]> {
			return db
				.selectFrom('post_mentions')
				.innerJoin('posts', 'posts.id', 'post_mentions.post_id')
				.innerJoin('members', 'members.id', 'post_mentions.member_id')
				.select([
					'post_mentions.post_id',
					'members.id as member_id',
					'members.name',
					organisationOf('members.id').as('organisation')
				])
				.where('posts.thread_id', '=', threadId)
				.execute();
		},
		/** These and no others. */
		async setMentions(postId: string, memberIds: readonly string[]): Promise<void> {
			await db.deleteFrom('post_mentions').where('post_id', '=', postId).execute();
			if (memberIds.length === 0) return;
			await db
				.insertInto('post_mentions')
				.values(memberIds.map((member_id) => ({ post_id: postId, member_id })))
				.execute();
		},
		/** Everyone who can sign in, seat by seat, the oldest seat of each first. */
		people(): Promise<PersonSeatRow[]> {
			return db
				.selectFrom('members')
				.innerJoin('memberships', 'memberships.member_id', 'members.id')
				.innerJoin('organisations', 'organisations.id', 'memberships.organisation_id')
				.select([
					'members.id as member_id',
					'members.name',
					'organisations.id as organisation_id',
					'organisations.name as organisation_name',
					'organisations.kind',
					'memberships.role'
				])
				.where('members.deactivated_at', 'is', null)
				.orderBy('members.name')
				.orderBy('members.id')
				.orderBy('memberships.created_at')
				.orderBy('memberships.organisation_id')
				.execute();
		},

		/** Moves the mark forward, never back. */
		async markRead(memberId: string, threadId: string, upTo: number): Promise<void> {
			await db
				.insertInto('thread_reads')
				.values({ member_id: memberId, thread_id: threadId, last_number: upTo })
				.onConflict((conflict) =>
					conflict
						.columns(['member_id', 'thread_id'])
						.doUpdateSet({ last_number: upTo })
						.where('thread_reads.last_number', '<', upTo)
				)
				.execute();
		}
	};
};
