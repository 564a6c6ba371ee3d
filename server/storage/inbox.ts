// Queries on notices, on what their readers have done with them, and on the daily digest.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type NoticeRow = Tables['notices'];
export type InboxMark = Tables['inbox_marks'];
export type InboxSettings = Tables['inbox_settings'];
export type DigestRow = Tables['digests'];
/** A notice with who caused it. */
export type NoticeWithName = NoticeRow & { by_name: string | null };
export type InboxQueries = ReturnType<typeof inboxQueries>;

export const inboxQueries = (db: Db) => ({
	/** Each takes the place of the one with the same key to the same member; what was marked on that one is forgotten. */
	async put(rows: readonly NoticeRow[]): Promise<void> {
		if (rows.length === 0) return;
		await db
			.insertInto('notices')
			.values(rows)
			.onConflict((conflict) =>
				conflict.columns(['member_id', 'key']).doUpdateSet((eb) => ({
					id: eb.ref('excluded.id'),
					kind: eb.ref('excluded.kind'),
					about_kind: eb.ref('excluded.about_kind'),
					about_id: eb.ref('excluded.about_id'),
					by_id: eb.ref('excluded.by_id'),
					path: eb.ref('excluded.path'),
					due_on: eb.ref('excluded.due_on'),
					at: eb.ref('excluded.at')
				}))
			)
			.execute();
	},
	/** @returns whose they were */
	async remove(key: string, memberIds?: readonly string[]): Promise<string[]> {
		if (memberIds?.length === 0) return [];
		let query = db.deleteFrom('notices').where('key', '=', key);
		if (memberIds !== undefined) query = query.where('member_id', 'in', memberIds);
		const rows = await query.returning('member_id').execute();
		return rows.map(({ member_id }) => member_id);
	},

	settings(memberId: string): Promise<InboxSettings | undefined> {
		return db
			.selectFrom('inbox_settings')
			.selectAll()
			.where('member_id', '=', memberId)
			.executeTakeFirst();
	},
	settingsBySecret(secret: string): Promise<InboxSettings | undefined> {
		return db
			.selectFrom('inbox_settings')
			.selectAll()
			.where('secret', '=', secret)
			.executeTakeFirst();
	},
	/** Unless the member has some. */
	async addSettings(row: InboxSettings): Promise<void> {
		await db
			.insertInto('inbox_settings')
			.values(row)
			.onConflict((conflict) => conflict.column('member_id').doNothing())
			.execute();
	},
	async setSettings(
		memberId: string,
		change: Partial<Pick<InboxSettings, 'digest' | 'hour' | 'since'>>
	): Promise<void> {
		await db.updateTable('inbox_settings').set(change).where('member_id', '=', memberId).execute();
	}
});
