// The stored form of a co-written text: a log of updates that is never rewritten, and one snapshot to open it quickly.
import { sql, SqliteAdapter, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	const bytes = db.getExecutor().adapter instanceof SqliteAdapter ? sql`blob` : sql`bytea`;

	await db.schema
		.createTable('documents')
		.addColumn('name', 'text', (c) => c.primaryKey())
		.addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('report', 'note')`))
		.addColumn('schema_version', 'integer', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('document_updates')
		.addColumn('document_name', 'text', (c) => c.notNull().references('documents.name'))
		.addColumn('seq', 'integer', (c) => c.notNull().check(sql`seq > 0`))
		.addColumn('member_id', 'text')
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('bytes', bytes, (c) => c.notNull())
		.addPrimaryKeyConstraint('document_updates_pk', ['document_name', 'seq'])
		.execute();

	await db.schema
		.createTable('document_snapshots')
		.addColumn('document_name', 'text', (c) => c.primaryKey().references('documents.name'))
		.addColumn('seq', 'integer', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('bytes', bytes, (c) => c.notNull())
		.execute();
}
