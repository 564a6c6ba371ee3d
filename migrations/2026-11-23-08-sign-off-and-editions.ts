// From a draft to the public record: promises of the last round, signatures on exact words, editions, remarks, and who a
// round expects.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema.alterTable('organisations').addColumn('slug', 'text').execute();
	await nameOrganisations(db);
	await db.schema
		.createIndex('organisations_by_slug')
		.unique()
		.on('organisations')
		.column('slug')
		.execute();

	await db.schema
		.createTable('round_organisations')
		.addColumn('round_id', 'text', (c) => c.notNull().references('rounds.id'))
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
		.addPrimaryKeyConstraint('round_organisations_pk', ['round_id', 'organisation_id'])
		.execute();
	// Until now every Pledge Maker was expected in every round.
	await sql`insert into round_organisations (round_id, organisation_id)
		select rounds.id, organisations.id from rounds cross join organisations
		where organisations.kind = 'pledge-maker'`.execute(db);

	await db.schema
		.createTable('round_publications')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('round_id', 'text', (c) => c.notNull().references('rounds.id'))
		.addColumn('planned_for', 'text', (c) => c.notNull())
		.addColumn('published_at', 'text', (c) => c.notNull())
		.addColumn('withdrawn_at', 'text')
		.addColumn('withdrawn_by', 'text', (c) => c.references('members.id'))
		.addColumn('reason', 'text')
		.execute();

	await db.schema.alterTable('reports').addColumn('correcting_since', 'text').execute();

	await db.schema
		.alterTable('report_sections')
		.addColumn('reviewer_id', 'text', (c) => c.references('members.id'))
		.execute();
	await db.schema.alterTable('report_sections').addColumn('agreed_sha256', 'text').execute();

	await db.schema
		.createTable('remarks')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('report_id', 'text', (c) => c.notNull().references('reports.id'))
		.addColumn('section_key', 'text')
		.addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('changes-asked', 'returned')`))
		.addColumn('organisation_id', 'text', (c) => c.references('organisations.id'))
		.addColumn('author_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('resolved_at', 'text')
		.addColumn('resolved_by', 'text', (c) => c.references('members.id'))
		.execute();
	await db.schema.createIndex('remarks_by_report').on('remarks').column('report_id').execute();

	await db.schema
		.createTable('promises')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('report_id', 'text', (c) => c.notNull().references('reports.id'))
		.addColumn('from_report_id', 'text', (c) => c.notNull().references('reports.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('words', 'text', (c) => c.notNull())
		.addColumn('section_key', 'text', (c) => c.notNull())
		.addColumn('outcome', 'text', (c) =>
			c.check(sql`outcome in ('done', 'partly', 'not-yet', 'dropped')`)
		)
		.addColumn('explanation', 'text', (c) => c.notNull())
		.addColumn('answered_by', 'text', (c) => c.references('members.id'))
		.addColumn('answered_at', 'text')
		.execute();
	await db.schema.createIndex('promises_by_report').on('promises').column('report_id').execute();
	await db.schema
		.createIndex('promises_by_origin')
		.on('promises')
		.column('from_report_id')
		.execute();

	await db.schema
		.createTable('signatures')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('report_id', 'text', (c) => c.notNull().references('reports.id'))
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('on_behalf_of', 'text', (c) => c.references('members.id'))
		.addColumn('signed_in_with', 'text', (c) =>
			c.notNull().check(sql`signed_in_with in ('password', 'api-token', 'mail-link')`)
		)
		.addColumn('sha256', 'text', (c) => c.notNull())
		.addColumn('version_id', 'text', (c) => c.references('document_versions.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('signatures_by_report')
		.on('signatures')
		.column('report_id')
		.execute();
	await db.schema
		.createTable('signature_sections')
		.addColumn('signature_id', 'text', (c) => c.notNull().references('signatures.id'))
		.addColumn('key', 'text', (c) => c.notNull())
		.addColumn('sha256', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('signature_sections_pk', ['signature_id', 'key'])
		.execute();

	await db.schema
		.createTable('editions')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('report_id', 'text', (c) => c.notNull().references('reports.id'))
		.addColumn('number', 'integer', (c) => c.notNull().check(sql`number > 0`))
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('note', 'text')
		.addColumn('sha256', 'text', (c) => c.notNull())
		.addColumn('version_id', 'text', (c) => c.references('document_versions.id'))
		.addColumn('published_at', 'text', (c) => c.notNull())
		.addColumn('withdrawn_at', 'text')
		.execute();
	// A withdrawn edition stays on record; its number is free again.
	await sql`create unique index editions_standing on editions (report_id, number)
		where withdrawn_at is null`.execute(db);
	await db.schema
		.createTable('edition_sections')
		.addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
		.addColumn('key', 'text', (c) => c.notNull())
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('commitment', 'integer')
		.addColumn('wording', 'text')
		.addColumn('sha256', 'text', (c) => c.notNull())
		.addColumn('canonical', 'text', (c) => c.notNull())
		.addColumn('html', 'text', (c) => c.notNull())
		.addColumn('text', 'text', (c) => c.notNull())
		.addColumn('words', 'integer', (c) => c.notNull())
		.addPrimaryKeyConstraint('edition_sections_pk', ['edition_id', 'key'])
		.execute();
	await db.schema
		.createTable('edition_signatures')
		.addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
		.addColumn('signature_id', 'text', (c) => c.notNull().references('signatures.id'))
		.addPrimaryKeyConstraint('edition_signatures_pk', ['edition_id', 'signature_id'])
		.execute();
}

type Organisations = { organisations: { id: string; short_name: string; slug: string | null } };

async function nameOrganisations(db: Kysely<Organisations>): Promise<void> {
	const rows = await db.selectFrom('organisations').select(['id', 'short_name']).execute();
	const taken = new Set<string>();
	for (const { id, short_name } of rows) {
		const words = short_name
			.toLowerCase()
			.replace(/[^a-z0-9]+/g, '-')
			.replace(/^-+|-+$/g, '');
		const base = words === '' ? 'organisation' : words;
		let slug = base;
		for (let number = 2; taken.has(slug); number += 1) slug = `${base}-${number}`;
		taken.add(slug);
		await db.updateTable('organisations').set({ slug }).where('id', '=', id).execute();
	}
}
