// Queries on notices, on what their readers have done with them, and on the daily digest.
import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type NoticeRow = Tables['notices'];
export type InboxMark = Tables['inbox_marks'];
export type InboxSettings = Tables['inbox_settings'];
export type DigestRow = Tables['digests'];
/** A notice with who caused it. */
export type NoticeWithName = NoticeRow & {
	by_name: string | null;
	/** Of a notice about a post or a discussion. */
	thread_id: string | null;
};
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

	/** What is in a member's inbox, the newest first: without what they have said is done, and without posts and new
	 *  discussions they have read meanwhile. */
	notices(memberId: string): Promise<NoticeWithName[]> {
		const thread = sql<string | null>`case notices.about_kind
			when 'post' then posts.thread_id when 'thread' then notices.about_id end`;
		return db
			.selectFrom('notices')
			.leftJoin('members', 'members.id', 'notices.by_id')
			.leftJoin('posts', (join) =>
				join.onRef('posts.id', '=', 'notices.about_id').on('notices.about_kind', '=', 'post')
			)
			.leftJoin('thread_reads', (join) =>
				join.on('thread_reads.member_id', '=', memberId).on('thread_reads.thread_id', '=', thread)
			)
			.leftJoin('inbox_marks', (join) =>
				join
					.onRef('inbox_marks.item_id', '=', 'notices.id')
					.on('inbox_marks.member_id', '=', memberId)
			)
			.selectAll('notices')
			.select(['members.name as by_name', thread.as('thread_id')])
			.where('notices.member_id', '=', memberId)
			.where('inbox_marks.done_at', 'is', null)
			.where('posts.withdrawn_at', 'is', null)
			.where('posts.hidden_at', 'is', null)
			.where((eb) =>
				eb.or([
					eb('notices.kind', 'not in', ['mention', 'reply', 'post', 'thread']),
					eb('notices.kind', '=', 'thread').and('thread_reads.last_number', 'is', null),
					eb('notices.kind', '!=', 'thread').and('posts.number', 'is', null),
					eb('posts.number', '>', eb.fn.coalesce('thread_reads.last_number', eb.lit(0)))
				])
			)
			.orderBy('notices.at', 'desc')
			.orderBy('notices.id', 'desc')
			.execute();
	},
	/** What is there before this moment goes, and with it what was marked on it. */
	async tidy(before: string): Promise<void> {
		await db.deleteFrom('notices').where('at', '<', before).execute();
		await db.deleteFrom('digests').where('day', '<', before.slice(0, 10)).execute();
		await db
			.deleteFrom('inbox_marks')
			.where('read_at', '<', before)
			.where((eb) => eb.or([eb('snoozed_until', 'is', null), eb('snoozed_until', '<', before)]))
			.execute();
	},

	noticeByKey(memberId: string, key: string): Promise<NoticeRow | undefined> {
		return db
			.selectFrom('notices')
			.selectAll()
			.where('member_id', '=', memberId)
			.where('key', '=', key)
			.executeTakeFirst();
	},

	marks(memberId: string): Promise<InboxMark[]> {
		return db.selectFrom('inbox_marks').selectAll().where('member_id', '=', memberId).execute();
	},
	async mark(row: InboxMark): Promise<void> {
		const { read_at, done_at, snoozed_until } = row;
		await db
			.insertInto('inbox_marks')
			.values(row)
			.onConflict((conflict) =>
				conflict.columns(['member_id', 'item_id']).doUpdateSet({ read_at, done_at, snoozed_until })
			)
			.execute();
	},
	/** Whose items come back in this time. */
	async wokenBetween(after: string, until: string): Promise<string[]> {
		const rows = await db
			.selectFrom('inbox_marks')
			.select('member_id')
			.distinct()
			.where('snoozed_until', '>', after)
			.where('snoozed_until', '<=', until)
			.execute();
		return rows.map(({ member_id }) => member_id);
	},

	/** Everybody who can sign in, with when they want a digest; null where they have not been asked yet. */
	digestReaders(day: string) {
		return db
			.selectFrom('members')
			.leftJoin('inbox_settings', 'inbox_settings.member_id', 'members.id')
			.leftJoin('digests', (join) =>
				join.onRef('digests.member_id', '=', 'members.id').on('digests.day', '=', day)
			)
			.select([
				'members.id as member_id',
				'inbox_settings.digest',
				'inbox_settings.hour',
				'inbox_settings.since',
				'digests.day as has_had'
			])
			.where('members.deactivated_at', 'is', null)
			.execute();
	},
	/** @returns whether it is the first of that day */
	async beginDigest(memberId: string, day: string): Promise<boolean> {
		const result = await db
			.insertInto('digests')
			.values({ member_id: memberId, day, told: '[]' })
			.onConflict((conflict) => conflict.columns(['member_id', 'day']).doNothing())
			.executeTakeFirst();
		return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
	},
	async setTold(memberId: string, day: string, told: string): Promise<void> {
		await db
			.updateTable('digests')
			.set({ told })
			.where('member_id', '=', memberId)
			.where('day', '=', day)
			.execute();
	},
	/** The last one before that day. */
	digestBefore(memberId: string, day: string): Promise<DigestRow | undefined> {
		return db
			.selectFrom('digests')
			.selectAll()
			.where('member_id', '=', memberId)
			.where('day', '<', day)
			.orderBy('day', 'desc')
			.limit(1)
			.executeTakeFirst();
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
