// One inbox: notices, what their reader has done with them, the daily digest. Mails may go to somebody who is no member
// yet, and more of them can be turned off.
import { SqliteAdapter, sql, type Kysely } from 'kysely';

const switches = `'mention', 'group', 'action', 'learning', 'challenge', 'poll', 'round-dates', 'publication'`;

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('notices')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('key', 'text', (c) => c.notNull())
		.addColumn('about_kind', 'text', (c) => c.notNull())
		.addColumn('about_id', 'text', (c) => c.notNull())
		.addColumn('by_id', 'text', (c) => c.references('members.id'))
		.addColumn('path', 'text', (c) => c.notNull())
		.addColumn('due_on', 'text')
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('notices_once')
		.unique()
		.on('notices')
		.columns(['member_id', 'key'])
		.execute();
	await db.schema.createIndex('notices_by_key').on('notices').column('key').execute();

	await db.schema
		.createTable('inbox_marks')
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('item_id', 'text', (c) => c.notNull())
		.addColumn('read_at', 'text')
		.addColumn('done_at', 'text')
		.addColumn('snoozed_until', 'text')
		.addPrimaryKeyConstraint('inbox_marks_pk', ['member_id', 'item_id'])
		.execute();
	await db.schema
		.createIndex('inbox_marks_by_end')
		.on('inbox_marks')
		.column('snoozed_until')
		.execute();

	await db.schema
		.createTable('inbox_settings')
		.addColumn('member_id', 'text', (c) => c.primaryKey().references('members.id'))
		.addColumn('digest', 'text', (c) =>
			c.notNull().check(sql`digest in ('off', 'weekdays', 'every-day')`)
		)
		.addColumn('hour', 'integer', (c) => c.notNull().check(sql`hour between 0 and 23`))
		.addColumn('since', 'text', (c) => c.notNull())
		.addColumn('secret', 'text', (c) => c.notNull().unique())
		.execute();
	await db.schema
		.createTable('digests')
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('day', 'text', (c) => c.notNull())
		.addColumn('told', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('digests_pk', ['member_id', 'day'])
		.execute();

	await sql`drop index mails_once`.execute(db);
	await sql`drop index mails_by_turn`.execute(db);
	if (db.getExecutor().adapter instanceof SqliteAdapter) await rebuildMails(db);
	else await alterMails(db);
	await db.schema
		.createIndex('mails_once')
		.unique()
		.on('mails')
		.columns(['member_id', 'key'])
		.execute();
	await db.schema
		.createIndex('mails_once_to_address')
		.unique()
		.on('mails')
		.columns(['to_address', 'key'])
		.execute();
	await db.schema
		.createIndex('mails_by_turn')
		.on('mails')
		.columns(['state', 'next_attempt_at'])
		.execute();
}

const oneReader = `(member_id is null) = (to_address is not null and to_name is not null)`;

/** SQLite changes no column: the tables are made anew and take the old ones' names (sqlite.org/lang_altertable.html, 7). */
async function rebuildMails(db: Kysely<unknown>): Promise<void> {
	await sql`
		create table mails_new (
			id text primary key,
			member_id text references members (id),
			to_name text,
			to_address text,
			kind text not null,
			key text not null,
			subject text not null,
			text text not null,
			path text not null,
			state text not null check (state in ('waiting', 'sent', 'failed', 'not-wanted')),
			attempts integer not null check (attempts >= 0),
			is_unsettled integer not null check (is_unsettled in (0, 1)),
			next_attempt_at text not null,
			reason text,
			created_at text not null,
			settled_at text,
			constraint mails_one_reader check (${sql.raw(oneReader)})
		)`.execute(db);
	await sql`
		insert into mails_new (id, member_id, kind, key, subject, text, path, state, attempts, is_unsettled,
			next_attempt_at, reason, created_at, settled_at)
		select id, member_id, kind, key, subject, text, path, state, attempts, is_unsettled,
			next_attempt_at, reason, created_at, settled_at from mails`.execute(db);
	await sql`drop table mails`.execute(db);
	await sql`alter table mails_new rename to mails`.execute(db);
	await sql`
		create table mail_refusals_new (
			member_id text not null references members (id),
			kind text not null check (kind in (${sql.raw(switches)})),
			constraint mail_refusals_pk primary key (member_id, kind)
		)`.execute(db);
	await sql`insert into mail_refusals_new select member_id, kind from mail_refusals`.execute(db);
	await sql`drop table mail_refusals`.execute(db);
	await sql`alter table mail_refusals_new rename to mail_refusals`.execute(db);
}

async function alterMails(db: Kysely<unknown>): Promise<void> {
	await sql`
		alter table mails
			alter column member_id drop not null,
			add column to_name text,
			add column to_address text,
			add constraint mails_one_reader check (${sql.raw(oneReader)})`.execute(db);
	await sql`
		alter table mail_refusals
			drop constraint mail_refusals_kind_check,
			add constraint mail_refusals_kind_check check (kind in (${sql.raw(switches)}))`.execute(db);
}
