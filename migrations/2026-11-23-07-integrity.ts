// Where damaged pieces of texts are kept for people to look at, and which texts have been found whole.
import { sql, SqliteAdapter, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	const bytes = db.getExecutor().adapter instanceof SqliteAdapter ? sql`blob` : sql`bytea`;

	await db.schema
		.createTable('document_updates_set_aside')
		.addColumn('document_name', 'text', (c) => c.notNull().references('documents.name'))
		.addColumn('part', 'text', (c) => c.notNull().check(sql`part in ('update', 'snapshot')`))
		.addColumn('seq', 'integer', (c) => c.notNull())
		.addColumn('member_id', 'text')
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('bytes', bytes, (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('set_aside_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('document_updates_set_aside_pk', [
			'document_name',
			'part',
			'seq',
			'set_aside_at'
		])
		.execute();

	await db.schema
		.createTable('document_checks')
		.addColumn('document_name', 'text', (c) => c.primaryKey().references('documents.name'))
		.addColumn('seq', 'integer', (c) => c.notNull())
		.addColumn('snapshot_seq', 'integer', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
}
