// Working groups: who is in them, for how long and in which role; their actions and their decisions.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('groups')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('slug', 'text', (c) => c.notNull().unique())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('purpose', 'text', (c) => c.notNull())
		.addColumn('joining', 'text', (c) =>
			c.notNull().check(sql`joining in ('open', 'on-request', 'by-invitation')`)
		)
		.addColumn('called', 'text', (c) => c.notNull())
		.addColumn('roles', 'text', (c) => c.notNull())
		.addColumn('review_months', 'integer', (c) =>
			c.notNull().check(sql`review_months between 1 and 24`)
		)
		.addColumn('reviewed_at', 'text', (c) => c.notNull())
		.addColumn('reviewed_by', 'text', (c) => c.references('members.id'))
		.addColumn('review_asked_at', 'text')
		.addColumn('is_sample', 'integer', (c) => c.notNull().check(sql`is_sample in (0, 1)`))
		.addColumn('created_by', 'text', (c) => c.references('members.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('archived_at', 'text')
		.addColumn('archived_by', 'text', (c) => c.references('members.id'))
		.addColumn('archived_reason', 'text')
		.execute();

	await db.schema
		.createTable('group_commitments')
		.addColumn('group_id', 'text', (c) => c.notNull().references('groups.id'))
		.addColumn('commitment', 'integer', (c) => c.notNull().check(sql`commitment between 1 and 7`))
		.addPrimaryKeyConstraint('group_commitments_pk', ['group_id', 'commitment'])
		.execute();

	await db.schema
		.createTable('group_members')
		.addColumn('group_id', 'text', (c) => c.notNull().references('groups.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('role', 'text', (c) => c.notNull())
		.addColumn('manages', 'integer', (c) => c.notNull().check(sql`manages in (0, 1)`))
		.addColumn('is_guest', 'integer', (c) => c.notNull().check(sql`is_guest in (0, 1)`))
		.addColumn('until_on', 'text')
		.addColumn('joined_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('group_members_pk', ['group_id', 'member_id'])
		.addCheckConstraint('group_members_guest_ends', sql`is_guest = 0 or until_on is not null`)
		.execute();
	await db.schema
		.createIndex('group_members_by_member')
		.on('group_members')
		.column('member_id')
		.execute();

	await db.schema
		.createTable('group_requests')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('group_id', 'text', (c) => c.notNull().references('groups.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('words', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('outcome', 'text', (c) =>
			c.check(sql`outcome in ('accepted', 'declined', 'taken-back')`)
		)
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('settled_by', 'text', (c) => c.references('members.id'))
		.addColumn('settled_at', 'text')
		.execute();

	await db.schema
		.createTable('group_invitations')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('group_id', 'text', (c) => c.notNull().references('groups.id'))
		.addColumn('member_id', 'text', (c) => c.references('members.id'))
		.addColumn('email', 'text', (c) => c.notNull())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('role', 'text', (c) => c.notNull())
		.addColumn('is_guest', 'integer', (c) => c.notNull().check(sql`is_guest in (0, 1)`))
		.addColumn('until_on', 'text')
		.addColumn('secret_hash', 'text', (c) => c.notNull().unique())
		.addColumn('invited_by', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.addColumn('settled_at', 'text')
		.addColumn('outcome', 'text', (c) =>
			c.check(sql`outcome in ('accepted', 'declined', 'taken-back')`)
		)
		.addCheckConstraint('group_invitations_guest_ends', sql`is_guest = 0 or until_on is not null`)
		.execute();

	await db.schema
		.createIndex('group_invitations_by_group')
		.on('group_invitations')
		.column('group_id')
		.execute();
	await db.schema
		.createIndex('group_requests_by_group')
		.on('group_requests')
		.column('group_id')
		.execute();

	await db.schema
		.createTable('calendar_feeds')
		.addColumn('secret_hash', 'text', (c) => c.primaryKey())
		.addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('group_id', 'text', (c) => c.notNull().references('groups.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addUniqueConstraint('calendar_feeds_one_each', ['member_id', 'group_id'])
		.execute();

	await db.schema
		.createTable('actions')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('group_id', 'text', (c) => c.references('groups.id'))
		.addColumn('words', 'text', (c) => c.notNull())
		.addColumn('owner_id', 'text', (c) => c.references('members.id'))
		.addColumn('due_on', 'text')
		.addColumn('state', 'text', (c) =>
			c.notNull().check(sql`state in ('open', 'doing', 'done', 'dropped')`)
		)
		.addColumn('outcome', 'text', (c) => c.notNull())
		.addColumn('origin_kind', 'text', (c) =>
			c.check(sql`origin_kind in ('post', 'note', 'challenge', 'decision', 'session')`)
		)
		.addColumn('origin_id', 'text')
		.addColumn('is_sample', 'integer', (c) => c.notNull().check(sql`is_sample in (0, 1)`))
		.addColumn('created_by', 'text', (c) => c.references('members.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('settled_at', 'text')
		.addCheckConstraint('actions_origin_whole', sql`(origin_kind is null) = (origin_id is null)`)
		.execute();
	for (const column of ['group_id', 'owner_id']) {
		await db.schema.createIndex(`actions_by_${column}`).on('actions').column(column).execute();
	}

	await db.schema
		.createTable('decisions')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('group_id', 'text', (c) => c.notNull().references('groups.id'))
		.addColumn('words', 'text', (c) => c.notNull())
		.addColumn('reasons', 'text', (c) => c.notNull())
		.addColumn('decided_on', 'text', (c) => c.notNull())
		.addColumn('origin_kind', 'text', (c) =>
			c.check(sql`origin_kind in ('post', 'note', 'challenge', 'session')`)
		)
		.addColumn('origin_id', 'text')
		.addColumn('replaced_by', 'text', (c) => c.references('decisions.id'))
		.addColumn('is_sample', 'integer', (c) => c.notNull().check(sql`is_sample in (0, 1)`))
		.addColumn('recorded_by', 'text', (c) => c.notNull().references('members.id'))
		.addColumn('recorded_at', 'text', (c) => c.notNull())
		.addCheckConstraint('decisions_origin_whole', sql`(origin_kind is null) = (origin_id is null)`)
		.execute();
	await db.schema
		.createIndex('decisions_by_group')
		.on('decisions')
		.columns(['group_id', 'decided_on'])
		.execute();
}
