// Organisations, the members who sit in them, and the ways they prove who they are.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('organisations')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('name', 'text', (c) => c.notNull().unique())
		.addColumn('short_name', 'text', (c) => c.notNull())
		.addColumn('kind', 'text', (c) =>
			c.notNull().check(sql`kind in ('pledge-maker', 'pledge-supporter', 'convenor')`)
		)
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('region', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('members')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('email', 'text', (c) =>
			c
				.notNull()
				.unique()
				.check(sql`email = lower(email)`)
		)
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('password_hash', 'text')
		.addColumn('is_sample', 'integer', (c) => c.notNull().check(sql`is_sample in (0, 1)`))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('deactivated_at', 'text')
		.execute();

	await db.schema
		.createTable('memberships')
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
		.addColumn('role', 'text', (c) => c.notNull().check(sql`role in ('lead', 'drafter', 'reader')`))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('memberships_pk', ['member_id', 'organisation_id'])
		.execute();
	await db.schema
		.createIndex('memberships_by_organisation')
		.on('memberships')
		.column('organisation_id')
		.execute();

	await db.schema
		.createTable('alliance_roles')
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('role', 'text', (c) =>
			c.notNull().check(sql`role in ('coordinator', 'facilitator')`)
		)
		.addPrimaryKeyConstraint('alliance_roles_pk', ['member_id', 'role'])
		.execute();

	await db.schema
		.createTable('login_sessions')
		.addColumn('id_hash', 'text', (c) => c.primaryKey())
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('last_seen_at', 'text', (c) => c.notNull())
		.addColumn('user_agent', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('login_sessions_by_member')
		.on('login_sessions')
		.column('member_id')
		.execute();

	await db.schema
		.createTable('api_tokens')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('token_hash', 'text', (c) => c.notNull().unique())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('last_used_at', 'text')
		.execute();
	await db.schema
		.createIndex('api_tokens_by_member')
		.on('api_tokens')
		.column('member_id')
		.execute();

	await db.schema
		.createTable('setup_links')
		.addColumn('token_hash', 'text', (c) => c.primaryKey())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.addColumn('used_at', 'text')
		.execute();

	await db.schema
		.createTable('audit')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text', (c) => c.references('members.id'))
		.addColumn('action', 'text', (c) => c.notNull())
		.addColumn('target', 'text', (c) => c.notNull())
		.addColumn('details', 'text', (c) => c.notNull())
		.execute();
}
