// Queries on posts: their words, every earlier version of them, and whom they mention.
import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type PostRow = Tables['posts'];
export type RevisionRow = Tables['post_revisions'];
export type MentionRow = {
	post_id: string;
	member_id: string;
	name: string;
	organisation: string | null;
};

export type PostOverviewRow = PostRow & {
	author_name: string;
	author_organisation: string | null;
	hidden_by_name: string | null;
	/** Number of the post it answers, while that stands in the same thread. */
	in_reply_to_number: number | null;
};

/** A stretch of a thread, by the posts' numbers. */
export type Stretch = { from: number; limit: number };

/** The organisation a member is shown with: that of the oldest seat. */
export const organisationOf = (memberId: 'threads.author_id' | 'posts.author_id' | 'members.id') =>
	sql<string | null>`(
		select organisations.name from memberships
		inner join organisations on organisations.id = memberships.organisation_id
		where memberships.member_id = ${sql.ref(memberId)}
		order by memberships.created_at, memberships.organisation_id limit 1
	)`;

export const postQueries = (db: Db) => {
	const overviews = () =>
		db
			.selectFrom('posts')
			.innerJoin('members as author', 'author.id', 'posts.author_id')
			.leftJoin('members as hider', 'hider.id', 'posts.hidden_by')
			.leftJoin('posts as answered', (join) =>
				join
					.onRef('answered.id', '=', 'posts.in_reply_to')
					.onRef('answered.thread_id', '=', 'posts.thread_id')
			)
			.selectAll('posts')
			.select([
				'author.name as author_name',
				organisationOf('posts.author_id').as('author_organisation'),
				'hider.name as hidden_by_name',
				'answered.number as in_reply_to_number'
			]);

	return {
		/** Posts of a thread, in order; without a stretch all of them. */
		posts(threadId: string, stretch?: Stretch): Promise<PostOverviewRow[]> {
			let query = overviews().where('posts.thread_id', '=', threadId).orderBy('posts.number');
			if (stretch !== undefined) {
				query = query.where('posts.number', '>=', stretch.from).limit(stretch.limit);
			}
			return query.execute();
		},
		/** These posts, wherever they stand, in the order of thread and number. */
		async postsByIds(ids: readonly string[]): Promise<PostOverviewRow[]> {
			if (ids.length === 0) return [];
			return overviews()
				.where('posts.id', 'in', ids)
				.orderBy('posts.thread_id')
				.orderBy('posts.number')
				.execute();
		},
		post(id: string): Promise<PostRow | undefined> {
			return db.selectFrom('posts').selectAll().where('id', '=', id).executeTakeFirst();
		},
		/** Only right while the thread is locked. A number that a post took elsewhere with it is not given again. */
		async nextNumber(threadId: string): Promise<number> {
			const [here, gone] = await Promise.all([
				db
					.selectFrom('posts')
					.select((eb) => eb.fn.max('number').as('last'))
					.where('thread_id', '=', threadId)
					.executeTakeFirst(),
				db
					.selectFrom('post_moves')
					.select((eb) => eb.fn.max('from_number').as('last'))
					.where('from_thread_id', '=', threadId)
					.executeTakeFirst()
			]);
			return Math.max(here?.last ?? 0, gone?.last ?? 0) + 1;
		},
		async addPost(row: PostRow): Promise<void> {
			await db.insertInto('posts').values(row).execute();
		},
		async updatePost(
			id: string,
			set: Partial<
				Pick<
					PostRow,
					| 'thread_id'
					| 'number'
					| 'body'
					| 'edited_at'
					| 'withdrawn_at'
					| 'hidden_at'
					| 'hidden_by'
					| 'hidden_reason'
				>
			>
		): Promise<void> {
			await db.updateTable('posts').set(set).where('id', '=', id).execute();
		},

		/** Its words and all they ever were; the row stays. */
		async erasePost(id: string): Promise<void> {
			await db
				.updateTable('posts')
				.set({ body: '', content_note: '' })
				.where('id', '=', id)
				.execute();
			await db.deleteFrom('post_revisions').where('post_id', '=', id).execute();
		},

		/** Earlier versions of these posts, oldest first. */
		async revisions(postIds: readonly string[]): Promise<RevisionRow[]> {
			if (postIds.length === 0) return [];
			return db
				.selectFrom('post_revisions')
				.selectAll()
				.where('post_id', 'in', postIds)
				.orderBy('post_id')
				.orderBy('revision')
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

		/** Who is mentioned in these posts, under the names they have now. */
		async mentions(postIds: readonly string[]): Promise<MentionRow[]> {
			if (postIds.length === 0) return [];
			return db
				.selectFrom('post_mentions')
				.innerJoin('members', 'members.id', 'post_mentions.member_id')
				.select([
					'post_mentions.post_id',
					'members.id as member_id',
					'members.name',
					organisationOf('members.id').as('organisation')
				])
				.where('post_mentions.post_id', 'in', postIds)
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
		}
	};
};
