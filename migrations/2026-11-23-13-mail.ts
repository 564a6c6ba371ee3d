// Mails that wait to be sent, what became of them, and which of them a member does not want.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('mails')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('key', 'text', (c) => c.notNull())
		.addColumn('subject', 'text', (c) => c.notNull())
		.addColumn('text', 'text', (c) => c.notNull())
		.addColumn('path', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) =>
			c.notNull().check(sql`state in ('waiting', 'sent', 'failed', 'not-wanted')`)
		)
		.addColumn('attempts', 'integer', (c) => c.notNull().check(sql`attempts >= 0`))
		.addColumn('is_unsettled', 'integer', (c) => c.notNull().check(sql`is_unsettled in (0, 1)`))
		.addColumn('next_attempt_at', 'text', (c) => c.notNull())
		.addColumn('reason', 'text')
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('settled_at', 'text')
		.execute();
	await db.schema
		.createIndex('mails_once')
		.unique()
		.on('mails')
		.columns(['member_id', 'key'])
		.execute();
	await db.schema
		.createIndex('mails_by_turn')
		.on('mails')
		.columns(['state', 'next_attempt_at'])
		.execute();

	await db.schema
		.createTable('mail_refusals')
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('kind', 'text', (c) =>
			c.notNull().check(sql`kind in ('round-dates', 'publication')`)
		)
		.addPrimaryKeyConstraint('mail_refusals_pk', ['member_id', 'kind'])
		.execute();
}
