// The period a round reports on, and a report's intention to be published with every change of it: freedom-of-information
// requests turn on an intention that is older than the request.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema.alterTable('rounds').addColumn('reporting_from', 'text').execute();
	await db.schema.alterTable('rounds').addColumn('reporting_to', 'text').execute();

	await db.schema
		.createTable('report_intentions')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('report_id', 'text', (c) => c.notNull().references('reports.id'))
		.addColumn('intends', 'integer', (c) => c.notNull().check(sql`intends in (0, 1)`))
		.addColumn('planned_for', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text', (c) => c.references('members.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('report_intentions_by_report')
		.on('report_intentions')
		.column('report_id')
		.execute();

	// Until now the log of moved dates was the only trace: the planned date as it was when each draft began, then each
	// move of the publication day since.
	await sql`insert into report_intentions (id, report_id, intends, planned_for, reason, member_id, at)
		select reports.id, reports.id, 1,
			coalesce(
				(select moved.from_value from round_date_changes as moved
					where moved.round_id = reports.round_id and moved.field = 'publishesAt'
						and moved.at > reports.created_at
					order by moved.at limit 1),
				rounds.publishes_at),
			'', reports.created_by, reports.intends_to_publish_since
		from reports inner join rounds on rounds.id = reports.round_id`.execute(db);
	await sql`insert into report_intentions (id, report_id, intends, planned_for, reason, member_id, at)
		select moved.id || ' ' || reports.id, reports.id, 1, moved.to_value, moved.reason, moved.member_id, moved.at
		from reports inner join round_date_changes as moved on moved.round_id = reports.round_id
		where moved.field = 'publishesAt' and moved.at > reports.created_at`.execute(db);
}
