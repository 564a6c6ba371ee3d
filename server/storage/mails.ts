// Queries on the mail queue, and on which mails a member does not want.
import type { MailSwitch } from '#shared/mail-choices.ts';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type MailRow = Tables['mails'];
export type MailQueries = ReturnType<typeof mailQueries>;

export const mailQueries = (db: Db) => ({
	/** Those of which there has been none with this key to this reader. */
	async add(rows: readonly MailRow[]): Promise<void> {
		if (rows.length === 0) return;
		await db
			.insertInto('mails')
			.values(rows)
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	},
	/** Those whose turn has come, with where they go; the longest waiting first. */
	due(at: string, limit: number) {
		return db
			.selectFrom('mails')
			.leftJoin('members', 'members.id', 'mails.member_id')
			.leftJoin('mail_refusals', (join) =>
				join
					.onRef('mail_refusals.member_id', '=', 'mails.member_id')
					.onRef('mail_refusals.kind', '=', 'mails.kind')
			)
			.selectAll('mails')
			.select((eb) => [
				eb.fn.coalesce('members.name', 'mails.to_name').$notNull().as('to_name'),
				eb.fn.coalesce('members.email', 'mails.to_address').$notNull().as('to_address'),
				'members.deactivated_at',
				'mail_refusals.kind as refused_kind'
			])
			.where('mails.state', '=', 'waiting')
			.where('mails.next_attempt_at', '<=', at)
			.orderBy('mails.next_attempt_at')
			.limit(limit)
			.execute();
	},
	/** Of two who try the same attempt at once, one is told true. */
	async claim(id: string, attempt: number, nextAttemptAt: string): Promise<boolean> {
		const result = await db
			.updateTable('mails')
			.set({ attempts: attempt, is_unsettled: 1, next_attempt_at: nextAttemptAt })
			.where('id', '=', id)
			.where('state', '=', 'waiting')
			.where('attempts', '=', attempt - 1)
			.executeTakeFirst();
		return result.numUpdatedRows > 0n;
	},
	/** Mails to one reader whose keys begin like this, but this one. */
	others(
		{
			id,
			member_id: memberId,
			to_address: address
		}: Pick<MailRow, 'id' | 'member_id' | 'to_address'>,
		beginning: string
	) {
		return db
			.selectFrom('mails')
			.select(['key', 'state'])
			.where('key', 'like', `${beginning}%`)
			.where('id', '<>', id)
			.where(memberId === null ? 'to_address' : 'member_id', '=', memberId ?? address)
			.execute();
	},
	async update(id: string, change: Partial<Omit<MailRow, 'id'>>): Promise<void> {
		await db.updateTable('mails').set(change).where('id', '=', id).execute();
	},
	async count(state: MailRow['state']): Promise<number> {
		const row = await db
			.selectFrom('mails')
			.where('state', '=', state)
			.select((inner) => inner.fn.countAll<number>().as('count'))
			.executeTakeFirstOrThrow();
		return Number(row.count);
	},

	async refusedBy(memberId: string): Promise<MailSwitch[]> {
		const rows = await db
			.selectFrom('mail_refusals')
			.select('kind')
			.where('member_id', '=', memberId)
			.execute();
		return rows.map(({ kind }) => kind);
	},
	async setRefused(memberId: string, kinds: readonly MailSwitch[]): Promise<void> {
		await db.deleteFrom('mail_refusals').where('member_id', '=', memberId).execute();
		if (kinds.length === 0) return;
		await db
			.insertInto('mail_refusals')
			.values(kinds.map((kind) => ({ member_id: memberId, kind })))
			.execute();
	}
});
