// Facilitated sessions: their plan and agreement, who is in them, what runs, what people contribute, what comes of it.
// What is said without a name is kept in tables that keep no order: their keys are drawn by lot, they have no row
// numbers on SQLite, and no time (docs/decisions/028-an-anonymous-vote-is-only-counted.md).
import { SqliteAdapter, sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
	/** Without row numbers, which count upwards. */
	const unordered = isSqlite ? sql`without rowid` : sql``;

	await db.schema
		.createTable('live_sessions')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('purpose', 'text', (c) => c.notNull())
		.addColumn('kind', 'text', (c) =>
			c
				.notNull()
				.check(sql`kind in ('creative-space', 'learning-set', 'report-clinic', 'decision-meeting')`)
		)
		.addColumn('group_id', 'text', (c) => c.references('groups.id'))
		.addColumn('starts_at', 'text')
		.addColumn('time_zone', 'text', (c) => c.notNull())
		.addColumn('minutes', 'integer', (c) => c.notNull().check(sql`minutes > 0`))
		.addColumn('noted', 'text', (c) => c.notNull())
		.addColumn('readers', 'text', (c) =>
			c
				.notNull()
				.check(
					sql`readers in ('room', 'group', 'pledge-makers', 'pledge-makers-and-supporters', 'public')`
				)
		)
		.addColumn('leaving', 'text', (c) =>
			c.notNull().check(sql`leaving in ('nothing', 'chosen', 'all')`)
		)
		.addColumn('materials', 'text', (c) => c.notNull())
		.addColumn('run', 'text', (c) => c.notNull())
		.addColumn('version', 'integer', (c) => c.notNull())
		.addColumn('state', 'text', (c) =>
			c.notNull().check(sql`state in ('planned', 'running', 'closing', 'closed')`)
		)
		.addColumn('rehearses', 'text', (c) => c.references('live_sessions.id').onDelete('cascade'))
		.addColumn('invitation_sequence', 'integer', (c) => c.notNull())
		.addColumn('document_name', 'text', (c) => c.notNull().unique())
		.addColumn('is_sample', 'integer', (c) => c.notNull().check(sql`is_sample in (0, 1)`))
		.addColumn('created_by', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('cancelled_at', 'text')
		.addColumn('cancelled_reason', 'text')
		.addCheckConstraint(
			'live_sessions_group_when_readers',
			sql`readers <> 'group' or group_id is not null`
		)
		.execute();
	await db.schema
		.createIndex('live_sessions_by_group')
		.on('live_sessions')
		.column('group_id')
		.execute();

	await db.schema
		.createTable('live_session_commitments')
		.addColumn('session_id', 'text', (c) =>
			c.notNull().references('live_sessions.id').onDelete('cascade')
		)
		.addColumn('commitment', 'integer', (c) => c.notNull().check(sql`commitment between 1 and 7`))
		.addPrimaryKeyConstraint('live_session_commitments_pk', ['session_id', 'commitment'])
		.execute();

	await db.schema
		.createTable('live_session_members')
		.addColumn('session_id', 'text', (c) =>
			c.notNull().references('live_sessions.id').onDelete('cascade')
		)
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('facilitates', 'integer', (c) => c.notNull().check(sql`facilitates in (0, 1)`))
		.addColumn('agreed_at', 'text')
		.addPrimaryKeyConstraint('live_session_members_pk', ['session_id', 'member_id'])
		.execute();
	await db.schema
		.createIndex('live_session_members_by_member')
		.on('live_session_members')
		.column('member_id')
		.execute();

	await db.schema
		.createTable('live_session_guests')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('session_id', 'text', (c) =>
			c.notNull().references('live_sessions.id').onDelete('cascade')
		)
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('organisation', 'text')
		.addColumn('secret_hash', 'text', (c) => c.notNull().unique())
		.addColumn('ends_at', 'text', (c) => c.notNull())
		.addColumn('revoked_at', 'text')
		.addColumn('agreed_at', 'text')
		.addColumn('invited_by', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('live_session_guests_by_session')
		.on('live_session_guests')
		.column('session_id')
		.execute();

	// Commands that were done: the same one sent again is done once. Who gave it is not kept.
	await sql`
		create table live_session_commands (
			session_id text not null references live_sessions (id) on delete cascade,
			command_id text not null,
			constraint live_session_commands_pk primary key (session_id, command_id)
		) ${unordered}`.execute(db);

	await sql`
		create table live_session_cards (
			id text not null primary key,
			session_id text not null references live_sessions (id) on delete cascade,
			item_id text not null,
			words text not null,
			author_id text,
			receipt_hash text,
			group_id text,
			dots integer not null check (dots >= 0),
			is_shown integer not null check (is_shown in (0, 1)),
			is_withdrawn integer not null check (is_withdrawn in (0, 1)),
			constraint live_session_cards_one_way check ((author_id is null) = (receipt_hash is not null))
		) ${unordered}`.execute(db);
	await db.schema
		.createIndex('live_session_cards_by_item')
		.on('live_session_cards')
		.columns(['session_id', 'item_id'])
		.execute();

	// Who has sent a ballot or dots, without what and when; and for named ballots what.
	await sql`
		create table live_session_ballots (
			session_id text not null references live_sessions (id) on delete cascade,
			about_id text not null,
			person_id text not null,
			choice text,
			constraint live_session_ballots_pk primary key (session_id, about_id, person_id)
		) ${unordered}`.execute(db);

	await db.schema
		.createTable('live_session_polls')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('session_id', 'text', (c) =>
			c.notNull().references('live_sessions.id').onDelete('cascade')
		)
		.addColumn('item_id', 'text')
		.addColumn('kind', 'text', (c) =>
			c
				.notNull()
				.check(sql`kind in ('single', 'multiple', 'ranked', 'scale', 'temperature', 'consent')`)
		)
		.addColumn('question', 'text', (c) => c.notNull())
		.addColumn('options', 'text', (c) => c.notNull())
		.addColumn('is_anonymous', 'integer', (c) => c.notNull().check(sql`is_anonymous in (0, 1)`))
		.addColumn('is_shown', 'integer', (c) => c.notNull().check(sql`is_shown in (0, 1)`))
		.addColumn('tally', 'text', (c) => c.notNull())
		.addColumn('result', 'text')
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('closed_at', 'text')
		.execute();
	await db.schema
		.createIndex('live_session_polls_by_session')
		.on('live_session_polls')
		.column('session_id')
		.execute();

	await db.schema
		.createTable('live_session_outcomes')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('session_id', 'text', (c) =>
			c.notNull().references('live_sessions.id').onDelete('cascade')
		)
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('kind', 'text', (c) =>
			c.notNull().check(sql`kind in ('summary', 'action', 'decision', 'card', 'poll', 'notes')`)
		)
		.addColumn('words', 'text', (c) => c.notNull())
		.addColumn('reasons', 'text', (c) => c.notNull())
		.addColumn('item_id', 'text')
		.addColumn('from_id', 'text')
		.addColumn('owner_id', 'text', (c) => c.references('members.id'))
		.addColumn('owner_name', 'text')
		.addColumn('due_on', 'text')
		.addColumn('leaves', 'integer', (c) => c.notNull().check(sql`leaves in (0, 1)`))
		.addColumn('is_checked', 'integer', (c) => c.notNull().check(sql`is_checked in (0, 1)`))
		.addColumn('became_kind', 'text', (c) =>
			c.check(sql`became_kind in ('note', 'action', 'decision', 'challenge', 'offer')`)
		)
		.addColumn('became_id', 'text')
		.execute();
	await db.schema
		.createIndex('live_session_outcomes_by_session')
		.on('live_session_outcomes')
		.column('session_id')
		.execute();
}
