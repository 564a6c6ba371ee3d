// Moments of a text that were kept on purpose, and stretches of its log that thinning has put together.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('document_versions')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('document_name', 'text', (c) => c.notNull().references('documents.name'))
		.addColumn('seq', 'integer', (c) => c.notNull().check(sql`seq > 0`))
		.addColumn('kind', 'text', (c) =>
			c
				.notNull()
				.check(sql`kind in ('named', 'before-clearing', 'before-restoring', 'signed', 'published')`)
		)
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text', (c) => c.references('members.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('document_versions_by_moment')
		.on('document_versions')
		.columns(['document_name', 'seq'])
		.execute();

	await db.schema
		.createTable('document_thinned_stretches')
		.addColumn('document_name', 'text', (c) => c.notNull().references('documents.name'))
		.addColumn('first_seq', 'integer', (c) => c.notNull().check(sql`first_seq > 0`))
		.addColumn('last_seq', 'integer', (c) => c.notNull())
		.addColumn('resolution', 'text', (c) => c.notNull().check(sql`resolution in ('hour', 'day')`))
		.addPrimaryKeyConstraint('document_thinned_stretches_pk', ['document_name', 'last_seq'])
		.addCheckConstraint('document_thinned_stretches_order', sql`first_seq <= last_seq`)
		.execute();
}
