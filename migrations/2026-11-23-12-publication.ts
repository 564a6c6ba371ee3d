// Publication day and after: what was accepted as it stands, what became of each report at the minute, corrections.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('finding_acceptances')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('report_id', 'text', (c) => c.notNull().references('reports.id'))
		.addColumn('finding', 'text', (c) => c.notNull())
		.addColumn('section_key', 'text', (c) => c.notNull())
		.addColumn('sha256', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('accepted_by', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('accepted_at', 'text', (c) => c.notNull())
		.execute();
	// A second acceptance of the same words says nothing new.
	await db.schema
		.createIndex('finding_acceptances_of_words')
		.unique()
		.on('finding_acceptances')
		.columns(['report_id', 'finding', 'sha256'])
		.execute();

	// Whatever goes wrong with clocks and processes: a round stands published once.
	await sql`create unique index round_publications_standing on round_publications (round_id)
		where withdrawn_at is null`.execute(db);
	await db.schema
		.createTable('round_publication_reports')
		.addColumn('publication_id', 'text', (c) => c.notNull().references('round_publications.id'))
		.addColumn('report_id', 'text', (c) => c.notNull().references('reports.id'))
		.addColumn('outcome', 'text', (c) =>
			c.notNull().check(sql`outcome in ('published', 'not-ready', 'failed')`)
		)
		.addPrimaryKeyConstraint('round_publication_reports_pk', ['publication_id', 'report_id'])
		.execute();

	await db.schema
		.createTable('corrections')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('report_id', 'text', (c) => c.notNull().references('reports.id'))
		.addColumn('note', 'text', (c) => c.notNull())
		.addColumn('started_by', 'text', (c) => c.references('members.id'))
		.addColumn('started_at', 'text', (c) => c.notNull())
		.addColumn('outcome', 'text', (c) => c.check(sql`outcome in ('published', 'abandoned')`))
		.addColumn('ended_by', 'text', (c) => c.references('members.id'))
		.addColumn('ended_at', 'text')
		.execute();
	// A report is corrected once at a time.
	await sql`create unique index corrections_open on corrections (report_id)
		where ended_at is null`.execute(db);
}
