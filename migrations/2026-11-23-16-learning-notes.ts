// What a learning note says it is, whom it is written with, who may see it, and where it is mentioned or offered.
import { sql, type Kysely } from 'kysely';

const visibilities = sql`visibility in ('only-me', 'group', 'pledge-makers', 'pledge-makers-and-supporters', 'public')`;

export async function up(db: Kysely<unknown>): Promise<void> {
	// A CHECK goes only with its column: a new one takes the old one's words and then its name.
	await db.schema
		.alterTable('notes')
		.addColumn('shown_to', 'text', (c) =>
			c
				.notNull()
				.defaultTo('only-me')
				.check(
					sql`shown_to in ('only-me', 'group', 'pledge-makers', 'pledge-makers-and-supporters', 'public')`
				)
		)
		.execute();
	await sql`update notes set shown_to = visibility`.execute(db);
	await db.schema.alterTable('notes').dropColumn('visibility').execute();
	await db.schema.alterTable('notes').renameColumn('shown_to', 'visibility').execute();
	await db.schema
		.alterTable('notes')
		.addColumn('kind', 'text', (c) =>
			c
				.notNull()
				.defaultTo('worked')
				.check(sql`kind in ('worked', 'did-not-work', 'challenge', 'practice', 'resource')`)
		)
		.execute();
	await db.schema
		.alterTable('notes')
		.addColumn('content_note', 'text', (c) => c.notNull().defaultTo(''))
		.execute();
	/** The group whose note it is: its members write it too. */
	await db.schema
		.alterTable('notes')
		.addColumn('group_id', 'text', (c) => c.references('groups.id'))
		.execute();
	await db.schema
		.alterTable('notes')
		.addColumn('is_suggested', 'integer', (c) =>
			c
				.notNull()
				.defaultTo(0)
				.check(sql`is_suggested in (0, 1)`)
		)
		.execute();
	await db.schema.alterTable('notes').addColumn('archived_at', 'text').execute();
	await db.schema
		.alterTable('notes')
		.addColumn('archived_by', 'text', (c) => c.references('members.id'))
		.execute();
	await db.schema.alterTable('notes').addColumn('archived_reason', 'text').execute();

	for (const [table, column, of] of [
		['note_authors', 'member_id', 'members.id'],
		['note_organisations', 'organisation_id', 'organisations.id'],
		['note_groups', 'group_id', 'groups.id']
	] as const) {
		await db.schema
			.createTable(table)
			.addColumn('note_id', 'text', (c) => c.notNull().references('notes.id'))
			.addColumn(column, 'text', (c) => c.notNull().references(of))
			.addPrimaryKeyConstraint(`${table}_pk`, ['note_id', column])
			.execute();
	}
	await db.schema
		.createTable('note_themes')
		.addColumn('note_id', 'text', (c) => c.notNull().references('notes.id'))
		.addColumn('theme', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('note_themes_pk', ['note_id', 'theme'])
		.execute();

	await db.schema
		.createTable('note_widenings')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('note_id', 'text', (c) => c.notNull().references('notes.id'))
		.addColumn('visibility', 'text', (c) => c.notNull().check(visibilities))
		.addColumn('group_id', 'text', (c) => c.references('groups.id'))
		.addColumn('asked_by', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('asked_at', 'text', (c) => c.notNull())
		.addColumn('outcome', 'text', (c) =>
			c.check(sql`outcome in ('agreed', 'declined', 'taken-back')`)
		)
		.addColumn('settled_at', 'text')
		.execute();
	await db.schema
		.createTable('note_widening_answers')
		.addColumn('widening_id', 'text', (c) => c.notNull().references('note_widenings.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('agrees', 'integer', (c) => c.notNull().check(sql`agrees in (0, 1)`))
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('note_widening_answers_pk', ['widening_id', 'member_id'])
		.execute();

	await db.schema
		.createTable('links')
		.addColumn('from_kind', 'text', (c) =>
			c.notNull().check(sql`from_kind in ('note', 'report', 'post')`)
		)
		.addColumn('from_id', 'text', (c) => c.notNull())
		.addColumn('from_part', 'text', (c) => c.notNull())
		.addColumn('to_kind', 'text', (c) =>
			c
				.notNull()
				.check(sql`to_kind in ('note', 'report', 'thread', 'commitment', 'group', 'challenge')`)
		)
		.addColumn('to_id', 'text', (c) => c.notNull())
		.addColumn('to_part', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('links_pk', [
			'from_kind',
			'from_id',
			'from_part',
			'to_kind',
			'to_id',
			'to_part'
		])
		.execute();
	await db.schema.createIndex('links_by_goal').on('links').columns(['to_kind', 'to_id']).execute();

	await db.schema
		.createTable('evidence_offers')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('source_kind', 'text', (c) =>
			c.notNull().check(sql`source_kind in ('note', 'post')`)
		)
		.addColumn('source_id', 'text', (c) => c.notNull())
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
		.addColumn('section_key', 'text', (c) => c.notNull())
		.addColumn('why', 'text', (c) => c.notNull())
		.addColumn('offered_by', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('offered_at', 'text', (c) => c.notNull())
		.addColumn('outcome', 'text', (c) =>
			c.check(sql`outcome in ('taken', 'declined', 'taken-back')`)
		)
		.addColumn('report_id', 'text', (c) => c.references('reports.id'))
		.addColumn('settled_by', 'text', (c) => c.references('members.id'))
		.addColumn('settled_at', 'text')
		.execute();
	await db.schema
		.createIndex('evidence_offers_by_organisation')
		.on('evidence_offers')
		.columns(['organisation_id', 'section_key'])
		.execute();
}
