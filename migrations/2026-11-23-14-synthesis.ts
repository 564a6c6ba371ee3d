// The convenor's synthesis of a round: its co-written text, the editions published of it, and what each of them cites.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('syntheses')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('round_id', 'text', (c) => c.notNull().unique().references('rounds.id'))
		.addColumn('document_name', 'text', (c) => c.notNull().unique().references('documents.name'))
		.addColumn('is_sample', 'integer', (c) => c.notNull().check(sql`is_sample in (0, 1)`))
		.addColumn('started_by', 'text', (c) => c.references('members.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('synthesis_editions')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('synthesis_id', 'text', (c) => c.notNull().references('syntheses.id'))
		.addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
		.addColumn('note', 'text')
		.addColumn('sha256', 'text', (c) => c.notNull())
		.addColumn('canonical', 'text', (c) => c.notNull())
		.addColumn('html', 'text', (c) => c.notNull())
		.addColumn('words', 'integer', (c) => c.notNull())
		.addColumn('version_id', 'text', (c) => c.references('document_versions.id'))
		.addColumn('published_by', 'text', (c) => c.references('members.id'))
		.addColumn('published_at', 'text', (c) => c.notNull())
		.addUniqueConstraint('synthesis_editions_numbers', ['synthesis_id', 'number'])
		.execute();

	await db.schema
		.createTable('synthesis_citations')
		.addColumn('edition_id', 'text', (c) => c.notNull().references('synthesis_editions.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('cited_edition_id', 'text', (c) => c.notNull().references('editions.id'))
		.addColumn('section_key', 'text', (c) => c.notNull())
		.addColumn('words', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('synthesis_citations_pk', ['edition_id', 'position'])
		.execute();
}
