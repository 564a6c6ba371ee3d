// Queries on who a round expects a report of, and who is told when something about it changes.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type ExpectedQueries = ReturnType<typeof expectedQueries>;

export const expectedQueries = (db: Db) => ({
	/** Organisations a round expects a report of, by name. */
	ofRound(roundId: string): Promise<Tables['organisations'][]> {
		return db
			.selectFrom('round_organisations')
			.innerJoin('organisations', 'organisations.id', 'round_organisations.organisation_id')
			.selectAll('organisations')
			.where('round_organisations.round_id', '=', roundId)
			.orderBy('organisations.name')
			.execute();
	},
	/** These and no others. */
	async set(roundId: string, organisationIds: readonly string[]): Promise<void> {
		await db.deleteFrom('round_organisations').where('round_id', '=', roundId).execute();
		if (organisationIds.length === 0) return;
		await db
			.insertInto('round_organisations')
			.values(organisationIds.map((organisation_id) => ({ round_id: roundId, organisation_id })))
			.execute();
	},
	/** These too. */
	async add(roundId: string, organisationIds: readonly string[]): Promise<void> {
		await db
			.insertInto('round_organisations')
			.values(organisationIds.map((organisation_id) => ({ round_id: roundId, organisation_id })))
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	},
	/** Members with a seat in an organisation of which the round expects a report, and those of the convenor. */
	async membersConcerned(roundId: string): Promise<string[]> {
		const rows = await db
			.selectFrom('memberships')
			.innerJoin('organisations', 'organisations.id', 'memberships.organisation_id')
			.select('memberships.member_id')
			.distinct()
			.where((e) =>
				e.or([
					e('organisations.kind', '=', 'convenor'),
					e(
						'organisations.id',
						'in',
						e
							.selectFrom('round_organisations')
							.select('organisation_id')
							.where('round_id', '=', roundId)
					)
				])
			)
			.orderBy('memberships.member_id')
			.execute();
		return rows.map(({ member_id }) => member_id);
	}
});
