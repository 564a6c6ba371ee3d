// Threads on groups, notes, report sections and challenges as well as on commitments; what is followed and muted;
// posts that moved, that are for fewer people, or that tell of lived experience; polls.
import { SqliteAdapter, sql, type Kysely } from 'kysely';

const places = ['commitment', 'group_id', 'note_id', 'report_id', 'challenge_id'];
const onePlace = places
	.map((place) => `(case when ${place} is null then 0 else 1 end)`)
	.join(' + ');
const audiences = `'pledge-makers', 'pledge-makers-and-supporters', 'organisation', 'place'`;

export async function up(db: Kysely<unknown>): Promise<void> {
	await sql`drop index threads_by_commitment`.execute(db);
	if (db.getExecutor().adapter instanceof SqliteAdapter) await rebuildThreads(db);
	else await alterThreads(db);
	for (const place of places) {
		await db.schema
			.createIndex(`threads_by_${place}`)
			.on('threads')
			.columns([place, 'created_at'])
			.execute();
	}

	await db.schema
		.alterTable('posts')
		.addColumn('is_lived_experience', 'integer', (c) =>
			c
				.notNull()
				.defaultTo(0)
				.check(sql`is_lived_experience in (0, 1)`)
		)
		.execute();
	/** Narrower than the thread's; null: the thread's. */
	await db.schema
		.alterTable('posts')
		.addColumn('audience', 'text', (c) =>
			c.check(sql`audience in ('pledge-makers', 'organisation', 'moderators')`)
		)
		.execute();
	await db.schema
		.alterTable('posts')
		.addColumn('organisation_id', 'text', (c) => c.references('organisations.id'))
		.execute();

	await db.schema
		.createTable('post_moves')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('post_id', 'text', (c) => c.notNull().references('posts.id'))
		.addColumn('from_thread_id', 'text', (c) => c.notNull().references('threads.id'))
		.addColumn('from_number', 'integer', (c) => c.notNull())
		.addColumn('to_thread_id', 'text', (c) => c.notNull().references('threads.id'))
		.addColumn('to_number', 'integer', (c) => c.notNull())
		.addColumn('moved_by', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('post_moves_by_thread')
		.on('post_moves')
		.columns(['from_thread_id', 'from_number'])
		.execute();

	await db.schema
		.createTable('thread_follows')
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('thread_id', 'text', (c) => c.notNull().references('threads.id'))
		.addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('following', 'muted')`))
		.addColumn('since', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('thread_follows_pk', ['member_id', 'thread_id'])
		.execute();
	await db.schema
		.createIndex('thread_follows_by_thread')
		.on('thread_follows')
		.column('thread_id')
		.execute();

	await db.schema
		.createTable('polls')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('thread_id', 'text', (c) => c.notNull().references('threads.id'))
		.addColumn('kind', 'text', (c) =>
			c.notNull().check(sql`kind in ('consent', 'single', 'ranked')`)
		)
		.addColumn('question', 'text', (c) => c.notNull())
		.addColumn('options', 'text', (c) => c.notNull())
		.addColumn('is_anonymous', 'integer', (c) => c.notNull().check(sql`is_anonymous in (0, 1)`))
		.addColumn('closes_at', 'text')
		.addColumn('opened_by', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('opened_at', 'text', (c) => c.notNull())
		.addColumn('closed_at', 'text')
		.addColumn('closed_by', 'text', (c) => c.references('members.id'))
		.addColumn('tally', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('polls_by_thread').on('polls').column('thread_id').execute();
	/** Votes with a name. Anonymous ones are only counted, in `polls.tally`. */
	await db.schema
		.createTable('poll_votes')
		.addColumn('poll_id', 'text', (c) => c.notNull().references('polls.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('choice', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('poll_votes_pk', ['poll_id', 'member_id'])
		.execute();
	/** Who has voted anonymously, and nothing else about it: not what, and not when. */
	await db.schema
		.createTable('poll_voters')
		.addColumn('poll_id', 'text', (c) => c.notNull().references('polls.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addPrimaryKeyConstraint('poll_voters_pk', ['poll_id', 'member_id'])
		.execute();
}

/** SQLite changes no CHECK: the table is made anew and takes the old one's name (sqlite.org/lang_altertable.html, 7). */
async function rebuildThreads(db: Kysely<unknown>): Promise<void> {
	await sql`
		create table threads_new (
			id text primary key,
			commitment integer check (commitment between 1 and 7),
			group_id text references groups (id),
			note_id text references notes (id),
			report_id text references reports (id),
			section_key text,
			challenge_id text references challenges (id),
			title text not null,
			audience text not null check (audience in (${sql.raw(audiences)})),
			organisation_id text references organisations (id),
			author_id text not null references members (id),
			is_sample integer not null check (is_sample in (0, 1)),
			created_at text not null,
			closed_at text,
			closed_by text references members (id),
			closed_reason text,
			outcome text,
			pinned_at text,
			constraint threads_organisation_when_audience
				check ((audience = 'organisation') = (organisation_id is not null)),
			constraint threads_one_place check (${sql.raw(onePlace)} = 1),
			constraint threads_section_of_report
				check ((report_id is null) = (section_key is null))
		)`.execute(db);
	await sql`
		insert into threads_new (id, commitment, title, audience, organisation_id, author_id, is_sample,
			created_at, closed_at, closed_by, closed_reason, pinned_at)
		select id, commitment, title, audience, organisation_id, author_id, is_sample,
			created_at, closed_at, closed_by, closed_reason, pinned_at from threads`.execute(db);
	await sql`drop table threads`.execute(db);
	await sql`alter table threads_new rename to threads`.execute(db);
}

async function alterThreads(db: Kysely<unknown>): Promise<void> {
	await sql`
		alter table threads
			alter column commitment drop not null,
			add column group_id text references groups (id),
			add column note_id text references notes (id),
			add column report_id text references reports (id),
			add column section_key text,
			add column challenge_id text references challenges (id),
			add column outcome text,
			drop constraint threads_audience_check,
			add constraint threads_audience_check check (audience in (${sql.raw(audiences)})),
			add constraint threads_one_place check (${sql.raw(onePlace)} = 1),
			add constraint threads_section_of_report
				check ((report_id is null) = (section_key is null))`.execute(db);
}
