// Copies that members have asked for, each kept for a day.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('exports')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('kind', 'text', (c) =>
			c.notNull().check(sql`kind in ('organisation', 'alliance', 'round')`)
		)
		.addColumn('format', 'text', (c) => c.notNull().check(sql`format in ('zip', 'pdf')`))
		.addColumn('subject_id', 'text')
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('file_name', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) =>
			c.notNull().check(sql`state in ('waiting', 'making', 'ready', 'failed')`)
		)
		.addColumn('bytes', 'integer')
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('exports_by_member').on('exports').column('member_id').execute();
}
