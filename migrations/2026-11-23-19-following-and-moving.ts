// What members follow besides single discussions, where discussions stood before they were moved, and what came of them
// before they went on. A place is named
// by one text, as `placeKey` of the discussions domain writes it: it may be any of five things.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('place_follows')
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('place', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('following', 'muted')`))
		.addColumn('since', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('place_follows_pk', ['member_id', 'place'])
		.execute();
	await db.schema
		.createIndex('place_follows_by_place')
		.on('place_follows')
		.column('place')
		.execute();

	await db.schema
		.createTable('thread_moves')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('thread_id', 'text', (c) => c.notNull().references('threads.id'))
		.addColumn('from_place', 'text', (c) => c.notNull())
		.addColumn('to_place', 'text', (c) => c.notNull())
		.addColumn('moved_by', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('thread_moves_by_thread')
		.on('thread_moves')
		.columns(['thread_id', 'at'])
		.execute();

	/** Every outcome that was stated, also after the discussion went on. */
	await db.schema
		.createTable('thread_outcomes')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('thread_id', 'text', (c) => c.notNull().references('threads.id'))
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('stated_by', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('thread_outcomes_by_thread')
		.on('thread_outcomes')
		.columns(['thread_id', 'at'])
		.execute();

	await db.schema
		.createIndex('post_moves_by_goal')
		.on('post_moves')
		.columns(['to_thread_id', 'to_number'])
		.execute();
}
