// Signing: deputies for a stated time, links in mails that lead to one signature, and which voided signatures have been
// told of.
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('delegations')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
		.addColumn('lead_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('deputy_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('from_on', 'text', (c) => c.notNull())
		.addColumn('until_on', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('ended_at', 'text')
		.addColumn('ended_by', 'text', (c) => c.references('members.id'))
		.execute();
	await db.schema
		.createIndex('delegations_by_organisation')
		.on('delegations')
		.column('organisation_id')
		.execute();
	await db.schema
		.createIndex('delegations_by_deputy')
		.on('delegations')
		.column('deputy_id')
		.execute();

	await db.schema
		.createTable('signing_links')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('secret_hash', 'text', (c) => c.notNull().unique())
		.addColumn('report_id', 'text', (c) => c.notNull().references('reports.id'))
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('asked_by', 'text', (c) => c.references('members.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.addColumn('used_at', 'text')
		.execute();
	await db.schema
		.createIndex('signing_links_by_report')
		.on('signing_links')
		.column('report_id')
		.execute();
	await db.schema
		.createTable('signing_sessions')
		.addColumn('secret_hash', 'text', (c) => c.primaryKey())
		.addColumn('link_id', 'text', (c) => c.notNull().references('signing_links.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('signature_voidings')
		.addColumn('signature_id', 'text', (c) => c.notNull().references('signatures.id'))
		.addColumn('key', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('signature_voidings_pk', ['signature_id', 'key'])
		.execute();
}
