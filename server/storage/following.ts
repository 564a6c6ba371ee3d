// Queries on what members follow and mute, how far they have read, and who there is to be told.
import { sql } from 'kysely';
import type { AllianceRole, OrganisationKind, OrganisationRole } from '#shared/roles.ts';
import type { FollowState } from '#shared/states.ts';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

/** One seat of somebody who can sign in, or that they have none. */
export type PersonSeatRow = {
	member_id: string;
	name: string;
	organisation_id: string | null;
	organisation_name: string | null;
	kind: OrganisationKind | null;
	role: OrganisationRole | null;
};

export const followingQueries = (db: Db) => ({
	/** Everyone who can sign in, or those of them with these ids: seat by seat, the oldest seat of each first. */
	async people(memberIds?: readonly string[]): Promise<PersonSeatRow[]> {
		if (memberIds?.length === 0) return [];
		let query = db
			.selectFrom('members')
			.leftJoin('memberships', 'memberships.member_id', 'members.id')
			.leftJoin('organisations', 'organisations.id', 'memberships.organisation_id')
			.select([
				'members.id as member_id',
				'members.name',
				'organisations.id as organisation_id',
				'organisations.name as organisation_name',
				'organisations.kind',
				'memberships.role'
			])
			.where('members.deactivated_at', 'is', null)
			.orderBy('members.name')
			.orderBy('members.id')
			.orderBy('memberships.created_at')
			.orderBy('memberships.organisation_id');
		if (memberIds !== undefined) query = query.where('members.id', 'in', memberIds);
		return query.execute();
	},
	/** Everybody's roles in the Alliance. */
	allianceRoles(): Promise<{ member_id: string; role: AllianceRole }[]> {
		return db.selectFrom('alliance_roles').select(['member_id', 'role']).execute();
	},

	/** Moves the mark of what was read forward, never back. */
	async markRead(memberId: string, threadId: string, upTo: number): Promise<void> {
		await db
			.insertInto('thread_reads')
			.values({ member_id: memberId, thread_id: threadId, last_number: upTo })
			.onConflict((conflict) =>
				conflict
					.columns(['member_id', 'thread_id'])
					.doUpdateSet({ last_number: upTo })
					.where('thread_reads.last_number', '<', upTo)
			)
			.execute();
	},
	/** Moves it back, never forward. */
	async markUnread(memberId: string, threadId: string, upTo: number): Promise<void> {
		await db
			.updateTable('thread_reads')
			.set({ last_number: upTo })
			.where('member_id', '=', memberId)
			.where('thread_id', '=', threadId)
			.where('last_number', '>', upTo)
			.execute();
	},

	/** Null: neither followed nor muted. */
	async setThreadFollow(
		row: Omit<Tables['thread_follows'], 'state'>,
		state: FollowState | null
	): Promise<void> {
		if (state === null) {
			await db
				.deleteFrom('thread_follows')
				.where('member_id', '=', row.member_id)
				.where('thread_id', '=', row.thread_id)
				.execute();
			return;
		}
		await db
			.insertInto('thread_follows')
			.values({ ...row, state })
			.onConflict((conflict) =>
				conflict.columns(['member_id', 'thread_id']).doUpdateSet({ state, since: row.since })
			)
			.execute();
	},
	/** Follows a thread, unless its member has said something about it. */
	async followOnce(row: Omit<Tables['thread_follows'], 'state'>): Promise<void> {
		await db
			.insertInto('thread_follows')
			.values({ ...row, state: 'following' })
			.onConflict((conflict) => conflict.columns(['member_id', 'thread_id']).doNothing())
			.execute();
	},
	threadFollows(threadId: string): Promise<Tables['thread_follows'][]> {
		return db
			.selectFrom('thread_follows')
			.selectAll()
			.where('thread_id', '=', threadId)
			.orderBy('member_id')
			.execute();
	},

	async setPlaceFollow(
		row: Omit<Tables['place_follows'], 'state'>,
		state: FollowState | null
	): Promise<void> {
		if (state === null) {
			await db
				.deleteFrom('place_follows')
				.where('member_id', '=', row.member_id)
				.where('place', '=', row.place)
				.execute();
			return;
		}
		await db
			.insertInto('place_follows')
			.values({ ...row, state })
			.onConflict((conflict) =>
				conflict.columns(['member_id', 'place']).doUpdateSet({ state, since: row.since })
			)
			.execute();
	},
	placeFollows(place: string): Promise<Tables['place_follows'][]> {
		return db
			.selectFrom('place_follows')
			.selectAll()
			.where('place', '=', place)
			.orderBy('member_id')
			.execute();
	},
	async placeFollow(memberId: string, place: string): Promise<FollowState | null> {
		const row = await db
			.selectFrom('place_follows')
			.select('state')
			.where('member_id', '=', memberId)
			.where('place', '=', place)
			.executeTakeFirst();
		return row?.state ?? null;
	},
	/** Who is in a group on a day. */
	async inGroup(groupId: string, day: string): Promise<string[]> {
		const rows = await db
			.selectFrom('group_members')
			.select('member_id')
			.where('group_id', '=', groupId)
			.where(sql<boolean>`(until_on is null or until_on >= ${day})`)
			.execute();
		return rows.map(({ member_id }) => member_id);
	}
});
