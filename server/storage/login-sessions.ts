// Login sessions: Lucia's adapter, and what Lucia cannot ask for. The table holds only the SHA-256 of a session's
// id, so that a stolen database opens no session. Lucia speaks in plain ids, every function of ours in hashes.
import type { Adapter, DatabaseSession } from 'lucia';
import { hashSecret } from '#server/kernel/ids.ts';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type LoginSessionRow = Tables['login_sessions'];
/** `expires_at` among them: Lucia reckons with the clock on the wall, the domain with its own. */
type Attributes = Omit<LoginSessionRow, 'id_hash' | 'member_id'>;

declare module 'lucia' {
	interface Register {
		DatabaseSessionAttributes: Attributes;
	}
}

export type LoginSessionQueries = ReturnType<typeof loginSessionQueries>;

/** @param id the plain id where it is known, the hash where it is not. */
const asLuciaKnowsIt = (row: LoginSessionRow, id: string): DatabaseSession => ({
	id,
	userId: row.member_id,
	expiresAt: new Date(row.expires_at),
	attributes: row
});

/** The adapter a Lucia instance is made with, on one handle: the database or an open transaction. */
const luciaAdapter = (db: Db): Adapter => ({
	async getSessionAndUser(id) {
		const row = await db
			.selectFrom('login_sessions')
			.innerJoin('members', 'members.id', 'login_sessions.member_id')
			.selectAll('login_sessions')
			.select('members.deactivated_at')
			.where('id_hash', '=', hashSecret(id))
			.executeTakeFirst();
		if (row === undefined) return [null, null];
		const user = row.deactivated_at === null ? { id: row.member_id, attributes: {} } : null;
		return [asLuciaKnowsIt(row, id), user];
	},
	/** Their ids are hashes: the plain ones are known to the browsers alone. */
	async getUserSessions(memberId) {
		const rows = await db
			.selectFrom('login_sessions')
			.selectAll()
			.where('member_id', '=', memberId)
			.execute();
		return rows.map((row) => asLuciaKnowsIt(row, row.id_hash));
	},
	async setSession({ id, userId, attributes }) {
		await db
			.insertInto('login_sessions')
			.values({ id_hash: hashSecret(id), member_id: userId, ...attributes })
			.execute();
	},
	async updateSessionExpiration(id, expiresAt) {
		await db
			.updateTable('login_sessions')
			.set({ expires_at: expiresAt.toISOString() })
			.where('id_hash', '=', hashSecret(id))
			.execute();
	},
	async deleteSession(id) {
		await db.deleteFrom('login_sessions').where('id_hash', '=', hashSecret(id)).execute();
	},
	async deleteUserSessions(memberId) {
		await db.deleteFrom('login_sessions').where('member_id', '=', memberId).execute();
	},
	async deleteExpiredSessions() {
		await db
			.deleteFrom('login_sessions')
			.where('expires_at', '<=', new Date().toISOString())
			.execute();
	}
});

export const loginSessionQueries = (db: Db) => ({
	adapter: luciaAdapter(db),

	find(hash: string): Promise<LoginSessionRow | undefined> {
		return db
			.selectFrom('login_sessions')
			.selectAll()
			.where('id_hash', '=', hash)
			.executeTakeFirst();
	},
	/** Those still good at that time, the last used first. */
	listOf(memberId: string, at: string): Promise<LoginSessionRow[]> {
		return db
			.selectFrom('login_sessions')
			.selectAll()
			.where('member_id', '=', memberId)
			.where('expires_at', '>', at)
			.orderBy('last_seen_at', 'desc')
			.orderBy('id_hash')
			.execute();
	},
	async markSeen(hash: string, times: { seenAt: string; expiresAt: string }): Promise<void> {
		await db
			.updateTable('login_sessions')
			.set({ last_seen_at: times.seenAt, expires_at: times.expiresAt })
			.where('id_hash', '=', hash)
			.execute();
	},
	/** @returns whether the member had it. */
	async end(memberId: string, hash: string): Promise<boolean> {
		const result = await db
			.deleteFrom('login_sessions')
			.where('member_id', '=', memberId)
			.where('id_hash', '=', hash)
			.executeTakeFirst();
		return result.numDeletedRows > 0n;
	},
	/** Ends all of a member's sessions but the one named. @returns the hashes of those it ended. */
	async endAll(memberId: string, but: string | null): Promise<string[]> {
		const rows = await db
			.deleteFrom('login_sessions')
			.where('member_id', '=', memberId)
			.$if(but !== null, (query) => query.where('id_hash', '!=', but))
			.returning('id_hash')
			.execute();
		return rows.map((row) => row.id_hash);
	},
	async removeExpired(at: string): Promise<void> {
		await db.deleteFrom('login_sessions').where('expires_at', '<=', at).execute();
	}
});
