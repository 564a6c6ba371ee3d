// Queries on the links that lead from a mail to one signature, and on the sign-ins that come of them.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type SigningLinkRow = Tables['signing_links'];
export type SigningLinkQueries = ReturnType<typeof signingLinkQueries>;

export const signingLinkQueries = (db: Db) => ({
	async add(row: SigningLinkRow): Promise<void> {
		await db.insertInto('signing_links').values(row).execute();
	},
	bySecret(hash: string): Promise<SigningLinkRow | undefined> {
		return db
			.selectFrom('signing_links')
			.selectAll()
			.where('secret_hash', '=', hash)
			.executeTakeFirst();
	},
	/** Links of these reports that still lead somewhere, newest first. */
	async openOf(reportIds: readonly string[], at: string): Promise<SigningLinkRow[]> {
		if (reportIds.length === 0) return [];
		return db
			.selectFrom('signing_links')
			.selectAll()
			.where('report_id', 'in', reportIds)
			.where('used_at', 'is', null)
			.where('expires_at', '>', at)
			.orderBy('created_at', 'desc')
			.execute();
	},
	/** Uses up every open link of this member to this signature: it has been given, or refused. */
	async use(
		link: Pick<SigningLinkRow, 'report_id' | 'organisation_id' | 'member_id'>,
		at: string
	): Promise<void> {
		await db
			.updateTable('signing_links')
			.set({ used_at: at })
			.where('report_id', '=', link.report_id)
			.where('organisation_id', '=', link.organisation_id)
			.where('member_id', '=', link.member_id)
			.where('used_at', 'is', null)
			.execute();
	},

	async addSession(row: Tables['signing_sessions']): Promise<void> {
		await db.insertInto('signing_sessions').values(row).execute();
	},
	/** The sign-in and its link. */
	session(hash: string) {
		return db
			.selectFrom('signing_sessions')
			.innerJoin('signing_links', 'signing_links.id', 'signing_sessions.link_id')
			.selectAll('signing_links')
			.select('signing_sessions.expires_at as session_expires_at')
			.where('signing_sessions.secret_hash', '=', hash)
			.executeTakeFirst();
	},
	async endSessionsOf(memberId: string): Promise<void> {
		await db.deleteFrom('signing_sessions').where('member_id', '=', memberId).execute();
	},
	async removeExpiredSessions(at: string): Promise<void> {
		await db.deleteFrom('signing_sessions').where('expires_at', '<=', at).execute();
	}
});
