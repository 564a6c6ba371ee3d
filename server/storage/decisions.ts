// Queries on what groups have decided. A row is never changed, but for the decision that took its place.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type DecisionRow = Tables['decisions'];
export type DecisionWithNames = DecisionRow & { recorder_name: string };
export type DecisionQueries = ReturnType<typeof decisionQueries>;

export const decisionQueries = (db: Db) => {
	const withNames = () =>
		db
			.selectFrom('decisions')
			.innerJoin('members', 'members.id', 'decisions.recorded_by')
			.selectAll('decisions')
			.select('members.name as recorder_name');

	return {
		async add(row: DecisionRow): Promise<void> {
			await db.insertInto('decisions').values(row).execute();
		},
		byId(id: string): Promise<DecisionWithNames | undefined> {
			return withNames().where('decisions.id', '=', id).executeTakeFirst();
		},
		async byIds(ids: readonly string[]): Promise<DecisionWithNames[]> {
			if (ids.length === 0) return [];
			return withNames().where('decisions.id', 'in', ids).execute();
		},
		/** Newest first. */
		ofGroup(groupId: string): Promise<DecisionWithNames[]> {
			return withNames()
				.where('group_id', '=', groupId)
				.orderBy('decided_on', 'desc')
				.orderBy('decisions.id', 'desc')
				.execute();
		},
		/** Those whose place this one took. */
		replacedBy(id: string): Promise<DecisionWithNames[]> {
			return withNames().where('replaced_by', '=', id).orderBy('decided_on', 'desc').execute();
		},
		/** @returns whether it stood until now. */
		async replace(id: string, by: string): Promise<boolean> {
			const result = await db
				.updateTable('decisions')
				.set({ replaced_by: by })
				.where('id', '=', id)
				.where('replaced_by', 'is', null)
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		}
	};
};
