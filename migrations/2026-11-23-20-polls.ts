// What a post talks about, said before its words; and a list of anonymous voters that keeps no order.
import { SqliteAdapter, sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.alterTable('posts')
		.addColumn('content_note', 'text', (c) => c.notNull().defaultTo(''))
		.execute();
	await db.schema
		.createIndex('polls_open')
		.on('polls')
		.columns(['closed_at', 'closes_at'])
		.execute();

	if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return;
	// A row number counts upwards, and so would tell who voted after whom.
	await db.schema.dropTable('poll_voters').execute();
	await sql`
		create table poll_voters (
			poll_id text not null references polls (id),
			member_id text not null references members (id),
			constraint poll_voters_pk primary key (poll_id, member_id)
		) without rowid`.execute(db);
}
