// The pledge's text by version, who signed it, the rounds and their reports.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('pledge_versions')
		.addColumn('version', 'text', (c) => c.primaryKey())
		.addColumn('effective_on', 'text', (c) => c.notNull())
		.addColumn('source', 'text', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('pledge_commitments')
		.addColumn('version', 'text', (c) => c.notNull().references('pledge_versions.version'))
		.addColumn('number', 'integer', (c) => c.notNull().check(sql`number between 1 and 7`))
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('wording', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('pledge_commitments_pk', ['version', 'number'])
		.execute();

	await db.schema
		.createTable('signatories')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
		.addColumn('role_title', 'text')
		.addColumn('signed_on', 'text')
		.addColumn('ended_on', 'text')
		.addColumn('certainty', 'text', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('report_templates')
		.addColumn('version', 'text', (c) => c.primaryKey())
		.addColumn('sections', 'text', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('rounds')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('number', 'integer', (c) =>
			c
				.notNull()
				.unique()
				.check(sql`number > 0`)
		)
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) =>
			c.notNull().check(sql`state in ('planned', 'open', 'published')`)
		)
		.addColumn('template_version', 'text', (c) =>
			c.notNull().references('report_templates.version')
		)
		.addColumn('pledge_version', 'text', (c) => c.notNull().references('pledge_versions.version'))
		.addColumn('opens_on', 'text', (c) => c.notNull())
		.addColumn('drafts_due_on', 'text', (c) => c.notNull())
		.addColumn('review_ends_on', 'text', (c) => c.notNull())
		.addColumn('sign_off_due_on', 'text', (c) => c.notNull())
		.addColumn('publishes_at', 'text', (c) => c.notNull())
		.addColumn('signatory_count', 'integer', (c) => c.notNull().check(sql`signatory_count >= 0`))
		.addColumn('reported_count', 'integer', (c) => c.check(sql`reported_count >= 0`))
		.execute();

	await db.schema
		.createTable('round_date_changes')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('round_id', 'text', (c) => c.notNull().references('rounds.id'))
		.addColumn('field', 'text', (c) => c.notNull())
		.addColumn('from_value', 'text', (c) => c.notNull())
		.addColumn('to_value', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text', (c) => c.references('members.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('reports')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('round_id', 'text', (c) => c.notNull().references('rounds.id'))
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('slug', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('draft', 'published')`))
		.addColumn('document_name', 'text', (c) => c.notNull().unique())
		.addColumn('is_sample', 'integer', (c) => c.notNull().check(sql`is_sample in (0, 1)`))
		.addColumn('intends_to_publish_since', 'text', (c) => c.notNull())
		.addColumn('created_by', 'text', (c) => c.references('members.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('published_at', 'text')
		.addUniqueConstraint('reports_slug_in_round', ['round_id', 'slug'])
		.execute();

	await db.schema
		.createTable('report_organisations')
		.addColumn('report_id', 'text', (c) => c.notNull().references('reports.id'))
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addPrimaryKeyConstraint('report_organisations_pk', ['report_id', 'organisation_id'])
		.execute();
	await db.schema
		.createIndex('report_organisations_by_organisation')
		.on('report_organisations')
		.column('organisation_id')
		.execute();

	await db.schema
		.createTable('report_sections')
		.addColumn('report_id', 'text', (c) => c.notNull().references('reports.id'))
		.addColumn('key', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) =>
			c
				.notNull()
				.check(
					sql`state in ('not-started', 'drafting', 'ready-for-review', 'changes-asked', 'agreed')`
				)
		)
		.addColumn('owner_id', 'text', (c) => c.references('members.id'))
		.addColumn('due_on', 'text')
		.addPrimaryKeyConstraint('report_sections_pk', ['report_id', 'key'])
		.execute();
}
