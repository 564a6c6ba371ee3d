// Queries on how one comes into a group: requests, invitations; and the addresses of its calendar.
import type { RequestOutcome } from '#shared/states.ts';
import type { Db } from './database.ts';
import { organisationOfOldestSeat } from './oldest-seat.ts';
import type { Tables } from './tables.ts';

export type GroupRequestRow = Tables['group_requests'];
export type GroupInvitationRow = Tables['group_invitations'];

type Settled = { outcome: RequestOutcome; at: string };

export const groupJoiningQueries = (db: Db) => ({
	async addRequest(row: GroupRequestRow): Promise<void> {
		await db.insertInto('group_requests').values(row).execute();
	},
	request(id: string): Promise<GroupRequestRow | undefined> {
		return db.selectFrom('group_requests').selectAll().where('id', '=', id).executeTakeFirst();
	},
	/** Those nobody has answered, the longest waiting first. */
	async openRequests(groupIds: readonly string[]) {
		if (groupIds.length === 0) return [];
		return db
			.selectFrom('group_requests')
			.innerJoin('members', 'members.id', 'group_requests.member_id')
			.selectAll('group_requests')
			.select(['members.name', organisationOfOldestSeat('group_requests.member_id')])
			.where('group_id', 'in', groupIds)
			.where('settled_at', 'is', null)
			.where('members.deactivated_at', 'is', null)
			.orderBy('group_requests.created_at')
			.execute();
	},
	/** All that somebody has asked, newest first. */
	requestsOf(memberId: string): Promise<GroupRequestRow[]> {
		return db
			.selectFrom('group_requests')
			.selectAll()
			.where('member_id', '=', memberId)
			.orderBy('id', 'desc')
			.execute();
	},
	/** Of two who answer at once, one is told true. */
	async settleRequest(
		id: string,
		{ outcome, at, by, reason }: Settled & { by: string; reason: string }
	): Promise<boolean> {
		const result = await db
			.updateTable('group_requests')
			.set({ outcome, settled_at: at, settled_by: by, reason })
			.where('id', '=', id)
			.where('settled_at', 'is', null)
			.executeTakeFirst();
		return result.numUpdatedRows > 0n;
	},

	async addInvitation(row: GroupInvitationRow): Promise<void> {
		await db.insertInto('group_invitations').values(row).execute();
	},
	invitation(id: string): Promise<GroupInvitationRow | undefined> {
		return db.selectFrom('group_invitations').selectAll().where('id', '=', id).executeTakeFirst();
	},
	invitationBySecret(secretHash: string): Promise<GroupInvitationRow | undefined> {
		return db
			.selectFrom('group_invitations')
			.selectAll()
			.where('secret_hash', '=', secretHash)
			.executeTakeFirst();
	},
	/** Those nobody has answered, newest first; expired ones too. */
	openInvitations(groupId: string) {
		return db
			.selectFrom('group_invitations')
			.innerJoin('members', 'members.id', 'group_invitations.invited_by')
			.selectAll('group_invitations')
			.select([
				'members.name as invited_by_name',
				organisationOfOldestSeat('group_invitations.invited_by')
			])
			.where('group_id', '=', groupId)
			.where('settled_at', 'is', null)
			.orderBy('group_invitations.id', 'desc')
			.execute();
	},
	/** Those to this member that wait for an answer. */
	invitationsTo(memberId: string, at: string): Promise<GroupInvitationRow[]> {
		return db
			.selectFrom('group_invitations')
			.selectAll()
			.where('member_id', '=', memberId)
			.where('settled_at', 'is', null)
			.where('expires_at', '>', at)
			.execute();
	},
	async invitationsBy(memberId: string, since: string): Promise<number> {
		const row = await db
			.selectFrom('group_invitations')
			.where('invited_by', '=', memberId)
			.where('created_at', '>', since)
			.select((inner) => inner.fn.countAll<number>().as('count'))
			.executeTakeFirstOrThrow();
		return Number(row.count);
	},
	/** Of two who answer at once, one is told true. */
	async settleInvitation(id: string, { outcome, at }: Settled): Promise<boolean> {
		const result = await db
			.updateTable('group_invitations')
			.set({ outcome, settled_at: at })
			.where('id', '=', id)
			.where('settled_at', 'is', null)
			.executeTakeFirst();
		return result.numUpdatedRows > 0n;
	},

	/** The one address a member has for a group's calendar; an earlier one ends. */
	async setCalendarFeed(row: Tables['calendar_feeds']): Promise<void> {
		const { secret_hash, created_at } = row;
		await db
			.insertInto('calendar_feeds')
			.values(row)
			.onConflict((conflict) =>
				conflict.columns(['member_id', 'group_id']).doUpdateSet({ secret_hash, created_at })
			)
			.execute();
	},
	calendarFeed(memberId: string, groupId: string): Promise<Tables['calendar_feeds'] | undefined> {
		return db
			.selectFrom('calendar_feeds')
			.selectAll()
			.where('member_id', '=', memberId)
			.where('group_id', '=', groupId)
			.executeTakeFirst();
	},
	calendarFeedBySecret(secretHash: string): Promise<Tables['calendar_feeds'] | undefined> {
		return db
			.selectFrom('calendar_feeds')
			.selectAll()
			.where('secret_hash', '=', secretHash)
			.executeTakeFirst();
	},
	/** @returns whether there was one. */
	async endCalendarFeed(memberId: string, groupId: string): Promise<boolean> {
		const result = await db
			.deleteFrom('calendar_feeds')
			.where('member_id', '=', memberId)
			.where('group_id', '=', groupId)
			.executeTakeFirst();
		return result.numDeletedRows > 0n;
	}
});
