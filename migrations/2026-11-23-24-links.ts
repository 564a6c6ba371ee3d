// What an organisation says to the one who offered evidence, and up to where links have been read from words.
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.alterTable('evidence_offers')
		.addColumn('answer', 'text', (c) => c.notNull().defaultTo(''))
		.execute();
	await db.schema
		.createIndex('evidence_offers_by_source')
		.on('evidence_offers')
		.columns(['source_kind', 'source_id'])
		.execute();

	/** Of a document the number of its newest update that was read; of `posts` the time (ms) of the newest words. */
	await db.schema
		.createTable('links_read')
		.addColumn('source', 'text', (c) => c.primaryKey())
		.addColumn('up_to', 'bigint', (c) => c.notNull())
		.execute();
}
