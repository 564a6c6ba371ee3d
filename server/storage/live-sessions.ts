// Queries on facilitated sessions: plan, people, and what runs.
import type { Db } from './database.ts';
import { organisationOfOldestSeat } from './oldest-seat.ts';
import type { Tables } from './tables.ts';

export type LiveSessionRow = Tables['live_sessions'];
export type SessionGuestRow = Tables['live_session_guests'];
export type SessionMemberRow = Tables['live_session_members'] & {
	name: string;
	email: string;
	/** Null for a guest of a group, who belongs to none. */
	organisation: string | null;
};
export type LiveSessionQueries = ReturnType<typeof liveSessionQueries>;

export const liveSessionQueries = (db: Db) => ({
	async add(row: LiveSessionRow, commitments: readonly number[]): Promise<void> {
		await db.insertInto('live_sessions').values(row).execute();
		await setCommitments(db, row.id, commitments);
	},
	async change(id: string, change: Partial<Omit<LiveSessionRow, 'id'>>): Promise<void> {
		await db.updateTable('live_sessions').set(change).where('id', '=', id).execute();
	},
	async setCommitments(id: string, commitments: readonly number[]): Promise<void> {
		await db.deleteFrom('live_session_commitments').where('session_id', '=', id).execute();
		await setCommitments(db, id, commitments);
	},
	byId(id: string): Promise<LiveSessionRow | undefined> {
		return db.selectFrom('live_sessions').selectAll().where('id', '=', id).executeTakeFirst();
	},
	async byIds(ids: readonly string[]): Promise<LiveSessionRow[]> {
		if (ids.length === 0) return [];
		return db.selectFrom('live_sessions').selectAll().where('id', 'in', ids).execute();
	},
	/** Closed, and their records for everybody, the oldest first. */
	publicOnes(): Promise<{ id: string; createdAt: string }[]> {
		return db
			.selectFrom('live_sessions')
			.select(['id', 'created_at as createdAt'])
			.where('state', '=', 'closed')
			.where('readers', '=', 'public')
			.where('rehearses', 'is', null)
			.where('cancelled_at', 'is', null)
			.orderBy('id')
			.execute();
	},
	byDocument(documentName: string): Promise<LiveSessionRow | undefined> {
		return db
			.selectFrom('live_sessions')
			.selectAll()
			.where('document_name', '=', documentName)
			.executeTakeFirst();
	},
	/** All but rehearsals; those without a day first, then the latest. */
	list(): Promise<LiveSessionRow[]> {
		return db
			.selectFrom('live_sessions')
			.selectAll()
			.where('rehearses', 'is', null)
			.orderBy('starts_at', 'desc')
			.orderBy('id', 'desc')
			.execute();
	},
	/** Until the transaction ends nobody else changes what runs. */
	lock(id: string): Promise<LiveSessionRow | undefined> {
		return db
			.updateTable('live_sessions')
			.set((eb) => ({ version: eb.ref('version') }))
			.where('id', '=', id)
			.returningAll()
			.executeTakeFirst();
	},
	/** One more. @returns the number of what is sent now */
	async nextInvitation(id: string): Promise<number> {
		const row = await db
			.updateTable('live_sessions')
			.set((eb) => ({ invitation_sequence: eb('invitation_sequence', '+', 1) }))
			.where('id', '=', id)
			.returning('invitation_sequence')
			.executeTakeFirstOrThrow();
		return row.invitation_sequence;
	},
	/** @returns whether the command had not been done before */
	async addCommand(sessionId: string, commandId: string): Promise<boolean> {
		const result = await db
			.insertInto('live_session_commands')
			.values({ session_id: sessionId, command_id: commandId })
			.onConflict((conflict) => conflict.doNothing())
			.executeTakeFirst();
		return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
	},

	async commitmentsOf(ids: readonly string[]): Promise<Tables['live_session_commitments'][]> {
		if (ids.length === 0) return [];
		return db
			.selectFrom('live_session_commitments')
			.selectAll()
			.where('session_id', 'in', ids)
			.orderBy('commitment')
			.execute();
	},
	/** Who is invited, facilitators among them, by name. */
	async membersOf(ids: readonly string[]): Promise<SessionMemberRow[]> {
		if (ids.length === 0) return [];
		return db
			.selectFrom('live_session_members')
			.innerJoin('members', 'members.id', 'live_session_members.member_id')
			.selectAll('live_session_members')
			.select([
				'members.name',
				'members.email',
				organisationOfOldestSeat('live_session_members.member_id')
			])
			.where('session_id', 'in', ids)
			.orderBy('members.name')
			.orderBy('members.id')
			.execute();
	},
	/** One who is there already keeps when they accepted the agreement. */
	async putMember(row: Tables['live_session_members']): Promise<void> {
		await db
			.insertInto('live_session_members')
			.values(row)
			.onConflict((conflict) =>
				conflict.columns(['session_id', 'member_id']).doUpdateSet({ facilitates: row.facilitates })
			)
			.execute();
	},
	async removeMember(sessionId: string, memberId: string): Promise<void> {
		await db
			.deleteFrom('live_session_members')
			.where('session_id', '=', sessionId)
			.where('member_id', '=', memberId)
			.execute();
	},
	/** @returns whether they had not accepted it before */
	async memberAgrees(sessionId: string, memberId: string, at: string): Promise<boolean> {
		const result = await db
			.updateTable('live_session_members')
			.set({ agreed_at: at })
			.where('session_id', '=', sessionId)
			.where('member_id', '=', memberId)
			.where('agreed_at', 'is', null)
			.executeTakeFirst();
		return result.numUpdatedRows > 0n;
	},

	/** Nobody has accepted it any more. */
	async forgetAgreement(sessionId: string): Promise<void> {
		await db
			.updateTable('live_session_members')
			.set({ agreed_at: null })
			.where('session_id', '=', sessionId)
			.execute();
	},

	async addGuest(row: SessionGuestRow): Promise<void> {
		await db.insertInto('live_session_guests').values(row).execute();
	},
	async changeGuest(
		id: string,
		change: Partial<Pick<SessionGuestRow, 'name' | 'ends_at' | 'revoked_at' | 'agreed_at'>>
	): Promise<void> {
		await db.updateTable('live_session_guests').set(change).where('id', '=', id).execute();
	},
	guestById(id: string): Promise<SessionGuestRow | undefined> {
		return db.selectFrom('live_session_guests').selectAll().where('id', '=', id).executeTakeFirst();
	},
	guestBySecret(hash: string): Promise<SessionGuestRow | undefined> {
		return db
			.selectFrom('live_session_guests')
			.selectAll()
			.where('secret_hash', '=', hash)
			.executeTakeFirst();
	},
	/** The oldest first. */
	async guestsOf(ids: readonly string[]): Promise<SessionGuestRow[]> {
		if (ids.length === 0) return [];
		return db
			.selectFrom('live_session_guests')
			.selectAll()
			.where('session_id', 'in', ids)
			.orderBy('id')
			.execute();
	},
	/** Notes whose session is gone. */
	async documentsLeftBehind(): Promise<string[]> {
		const rows = await db
			.selectFrom('documents')
			.leftJoin('live_sessions', 'live_sessions.document_name', 'documents.name')
			.select('documents.name')
			.where('documents.name', 'like', 'live-session-%')
			.where('live_sessions.id', 'is', null)
			.execute();
		return rows.map(({ name }) => name);
	},
	rehearsalOf(sessionId: string): Promise<LiveSessionRow | undefined> {
		return db
			.selectFrom('live_sessions')
			.selectAll()
			.where('rehearses', '=', sessionId)
			.executeTakeFirst();
	},
	/** With all that was made in it but the text of its notes. */
	async removeRehearsal(id: string): Promise<void> {
		await db
			.deleteFrom('live_sessions')
			.where('id', '=', id)
			.where('rehearses', 'is not', null)
			.execute();
	}
});

async function setCommitments(db: Db, id: string, commitments: readonly number[]): Promise<void> {
	if (commitments.length === 0) return;
	await db
		.insertInto('live_session_commitments')
		.values(commitments.map((commitment) => ({ session_id: id, commitment })))
		.execute();
}
