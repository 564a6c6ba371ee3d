// A promise quotes the exact words of one edition.
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.alterTable('promises')
		.addColumn('from_edition_id', 'text', (c) => c.references('editions.id'))
		.execute();
}
