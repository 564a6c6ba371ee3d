// Queries on working groups: what they are, and who is in them.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type GroupRow = Tables['groups'];
export type GroupMemberRow = Tables['group_members'];
export type GroupQueries = ReturnType<typeof groupQueries>;

export const groupQueries = (db: Db) => ({
	async add(row: GroupRow, commitments: readonly number[]): Promise<void> {
		await db.insertInto('groups').values(row).execute();
		if (commitments.length === 0) return;
		await db
			.insertInto('group_commitments')
			.values(commitments.map((commitment) => ({ group_id: row.id, commitment })))
			.execute();
	},
	async byIds(ids: readonly string[]): Promise<GroupRow[]> {
		if (ids.length === 0) return [];
		return db.selectFrom('groups').selectAll().where('id', 'in', ids).execute();
	},
	/** A place in a group; of somebody who has one, all but the day they joined changes. */
	async setMember(row: GroupMemberRow): Promise<void> {
		const { role, manages, is_guest, until_on } = row;
		await db
			.insertInto('group_members')
			.values(row)
			.onConflict((conflict) =>
				conflict
					.columns(['group_id', 'member_id'])
					.doUpdateSet({ role, manages, is_guest, until_on })
			)
			.execute();
	},
	/** Places in groups that these members have, in force on a day. */
	async placesOf(memberIds: readonly string[], day: string): Promise<GroupMemberRow[]> {
		if (memberIds.length === 0) return [];
		return db
			.selectFrom('group_members')
			.selectAll()
			.where('member_id', 'in', memberIds)
			.where((e) => e.or([e('until_on', 'is', null), e('until_on', '>=', day)]))
			.execute();
	}
});
