// Where people meet for a session, and the address of a guest who is sent their link.
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.alterTable('live_sessions')
		.addColumn('place', 'text', (c) => c.notNull().defaultTo(''))
		.execute();
	await db.schema.alterTable('live_session_guests').addColumn('email', 'text').execute();
}
