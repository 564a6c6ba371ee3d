// Queries on the pledge's versions and its signatories.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type PledgeQueries = ReturnType<typeof pledgeQueries>;

export const pledgeQueries = (db: Db) => ({
	/** Oldest first. */
	versions(): Promise<Tables['pledge_versions'][]> {
		return db.selectFrom('pledge_versions').selectAll().orderBy('effective_on').execute();
	},
	commitments(): Promise<Tables['pledge_commitments'][]> {
		return db.selectFrom('pledge_commitments').selectAll().orderBy('number').execute();
	},
	signatories() {
		return db
			.selectFrom('signatories')
			.innerJoin('organisations', 'organisations.id', 'signatories.organisation_id')
			.select([
				'signatories.id',
				'signatories.organisation_id',
				'signatories.role_title',
				'signatories.certainty',
				'organisations.name as organisation',
				'organisations.kind',
				'organisations.body',
				'organisations.region',
				'organisations.slug'
			])
			.where('signatories.ended_on', 'is', null)
			.orderBy('organisations.name')
			.execute();
	},
	async addSignatory(row: Tables['signatories']): Promise<void> {
		await db.insertInto('signatories').values(row).execute();
	}
});
