// "We are stuck on …": challenges, offers of help, and who is willing to be asked.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('challenges')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('audience', 'text', (c) =>
			c
				.notNull()
				.check(
					sql`audience in ('group', 'organisation', 'pledge-makers', 'pledge-makers-and-supporters')`
				)
		)
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
		.addColumn('group_id', 'text', (c) => c.references('groups.id'))
		.addColumn('origin_kind', 'text', (c) =>
			c.check(sql`origin_kind in ('section', 'group', 'thread')`)
		)
		.addColumn('origin_id', 'text')
		.addColumn('origin_part', 'text')
		.addColumn('author_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('is_sample', 'integer', (c) => c.notNull().check(sql`is_sample in (0, 1)`))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('closed_at', 'text')
		.addColumn('closed_by', 'text', (c) => c.references('members.id'))
		.addColumn('outcome', 'text', (c) => c.notNull())
		.addColumn('outcome_note_id', 'text', (c) => c.references('notes.id'))
		.addCheckConstraint(
			'challenges_group_when_audience',
			sql`audience <> 'group' or group_id is not null`
		)
		.execute();
	await db.schema
		.createTable('challenge_commitments')
		.addColumn('challenge_id', 'text', (c) => c.notNull().references('challenges.id'))
		.addColumn('commitment', 'integer', (c) => c.notNull().check(sql`commitment between 1 and 7`))
		.addPrimaryKeyConstraint('challenge_commitments_pk', ['challenge_id', 'commitment'])
		.execute();
	await db.schema
		.createTable('challenge_offers')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('challenge_id', 'text', (c) => c.notNull().references('challenges.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('words', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('withdrawn_at', 'text')
		.addColumn('accepted_at', 'text')
		.addColumn('accepted_by', 'text', (c) => c.references('members.id'))
		.execute();
	await db.schema
		.createIndex('challenge_offers_by_challenge')
		.on('challenge_offers')
		.column('challenge_id')
		.execute();
	await db.schema
		.createTable('contacts')
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('commitment', 'integer', (c) => c.notNull().check(sql`commitment between 1 and 7`))
		.addColumn('words', 'text', (c) => c.notNull())
		.addColumn('since', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('contacts_pk', ['member_id', 'commitment'])
		.execute();
}
