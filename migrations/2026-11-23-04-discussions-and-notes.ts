// Threads on commitments with their posts, and learning notes.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('threads')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('commitment', 'integer', (c) => c.notNull().check(sql`commitment between 1 and 7`))
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('audience', 'text', (c) =>
			c
				.notNull()
				.check(sql`audience in ('pledge-makers', 'pledge-makers-and-supporters', 'organisation')`)
		)
		.addColumn('organisation_id', 'text', (c) => c.references('organisations.id'))
		.addColumn('author_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('is_sample', 'integer', (c) => c.notNull().check(sql`is_sample in (0, 1)`))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('closed_at', 'text')
		.addColumn('closed_by', 'text', (c) => c.references('members.id'))
		.addColumn('closed_reason', 'text')
		.addColumn('pinned_at', 'text')
		.addCheckConstraint(
			'threads_organisation_when_audience',
			sql`(audience = 'organisation') = (organisation_id is not null)`
		)
		.execute();
	await db.schema
		.createIndex('threads_by_commitment')
		.on('threads')
		.columns(['commitment', 'created_at'])
		.execute();

	await db.schema
		.createTable('posts')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('thread_id', 'text', (c) => c.notNull().references('threads.id'))
		.addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
		.addColumn('author_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('in_reply_to', 'text', (c) => c.references('posts.id'))
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('edited_at', 'text')
		.addColumn('withdrawn_at', 'text')
		.addColumn('hidden_at', 'text')
		.addColumn('hidden_by', 'text', (c) => c.references('members.id'))
		.addColumn('hidden_reason', 'text')
		.addUniqueConstraint('posts_number_in_thread', ['thread_id', 'number'])
		.execute();

	await db.schema
		.createTable('post_revisions')
		.addColumn('post_id', 'text', (c) => c.notNull().references('posts.id'))
		.addColumn('revision', 'integer', (c) => c.notNull().check(sql`revision > 0`))
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('post_revisions_pk', ['post_id', 'revision'])
		.execute();

	await db.schema
		.createTable('post_mentions')
		.addColumn('post_id', 'text', (c) => c.notNull().references('posts.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addPrimaryKeyConstraint('post_mentions_pk', ['post_id', 'member_id'])
		.execute();
	await db.schema
		.createIndex('post_mentions_by_member')
		.on('post_mentions')
		.column('member_id')
		.execute();

	await db.schema
		.createTable('thread_reads')
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('thread_id', 'text', (c) => c.notNull().references('threads.id'))
		.addColumn('last_number', 'integer', (c) => c.notNull())
		.addPrimaryKeyConstraint('thread_reads_pk', ['member_id', 'thread_id'])
		.execute();

	await db.schema
		.createTable('notes')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('author_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
		.addColumn('visibility', 'text', (c) =>
			c
				.notNull()
				.check(
					sql`visibility in ('only-me', 'pledge-makers', 'pledge-makers-and-supporters', 'public')`
				)
		)
		.addColumn('document_name', 'text', (c) => c.notNull().unique())
		.addColumn('is_sample', 'integer', (c) => c.notNull().check(sql`is_sample in (0, 1)`))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('note_commitments')
		.addColumn('note_id', 'text', (c) => c.notNull().references('notes.id'))
		.addColumn('commitment', 'integer', (c) => c.notNull().check(sql`commitment between 1 and 7`))
		.addPrimaryKeyConstraint('note_commitments_pk', ['note_id', 'commitment'])
		.execute();
}
