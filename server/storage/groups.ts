// Queries on working groups: what they are, and who is in them. Asking to join, invitations and calendars have a file
// of their own (group-joining.ts).
import type { Db } from './database.ts';
import { groupJoiningQueries } from './group-joining.ts';
import { organisationOfOldestSeat } from './oldest-seat.ts';
import type { Tables } from './tables.ts';

export type GroupRow = Tables['groups'];
export type GroupMemberRow = Tables['group_members'];
export type GroupMemberWithName = GroupMemberRow & { name: string; organisation: string | null };
export type GroupQueries = ReturnType<typeof groupQueries>;

export const groupQueries = (db: Db) => {
	const inForce = (day: string) =>
		db
			.selectFrom('group_members')
			.where((e) => e.or([e('until_on', 'is', null), e('until_on', '>=', day)]));

	async function setCommitments(groupId: string, commitments: readonly number[]): Promise<void> {
		await db.deleteFrom('group_commitments').where('group_id', '=', groupId).execute();
		if (commitments.length === 0) return;
		await db
			.insertInto('group_commitments')
			.values(commitments.map((commitment) => ({ group_id: groupId, commitment })))
			.execute();
	}

	return {
		...groupJoiningQueries(db),

		async add(row: GroupRow, commitments: readonly number[]): Promise<void> {
			await db.insertInto('groups').values(row).execute();
			await setCommitments(row.id, commitments);
		},
		async update(id: string, change: Partial<Omit<GroupRow, 'id'>>): Promise<void> {
			await db.updateTable('groups').set(change).where('id', '=', id).execute();
		},
		setCommitments,
		all(): Promise<GroupRow[]> {
			return db.selectFrom('groups').selectAll().orderBy('id').execute();
		},
		async byIds(ids: readonly string[]): Promise<GroupRow[]> {
			if (ids.length === 0) return [];
			return db.selectFrom('groups').selectAll().where('id', 'in', ids).execute();
		},
		/** By its id or by its name in addresses. */
		find(idOrSlug: string): Promise<GroupRow | undefined> {
			return db
				.selectFrom('groups')
				.selectAll()
				.where((e) => e.or([e('id', '=', idOrSlug), e('slug', '=', idOrSlug)]))
				.executeTakeFirst();
		},
		async slugsLike(beginning: string): Promise<string[]> {
			const rows = await db
				.selectFrom('groups')
				.select('slug')
				.where('slug', 'like', `${beginning}%`)
				.execute();
			return rows.map(({ slug }) => slug);
		},
		async commitmentsOf(groupIds: readonly string[]): Promise<Tables['group_commitments'][]> {
			if (groupIds.length === 0) return [];
			return db
				.selectFrom('group_commitments')
				.selectAll()
				.where('group_id', 'in', groupIds)
				.orderBy('commitment')
				.execute();
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
		/** @returns whether there was one. */
		async removeMember(groupId: string, memberId: string): Promise<boolean> {
			const result = await db
				.deleteFrom('group_members')
				.where('group_id', '=', groupId)
				.where('member_id', '=', memberId)
				.executeTakeFirst();
			return result.numDeletedRows > 0n;
		},
		/** Whether holders of a role run the group. */
		async setManages(groupId: string, role: string, manages: 0 | 1): Promise<void> {
			await db
				.updateTable('group_members')
				.set({ manages })
				.where('group_id', '=', groupId)
				.where('role', '=', role)
				.execute();
		},
		/** Places in groups that these members have, in force on a day. */
		async placesOf(memberIds: readonly string[], day: string): Promise<GroupMemberRow[]> {
			if (memberIds.length === 0) return [];
			return inForce(day).selectAll().where('member_id', 'in', memberIds).execute();
		},
		/** Who is in these groups on a day and can sign in, by name. */
		async members(groupIds: readonly string[], day: string): Promise<GroupMemberWithName[]> {
			if (groupIds.length === 0) return [];
			return inForce(day)
				.innerJoin('members', 'members.id', 'group_members.member_id')
				.selectAll('group_members')
				.select(['members.name', organisationOfOldestSeat('group_members.member_id')])
				.where('group_members.group_id', 'in', groupIds)
				.where('members.deactivated_at', 'is', null)
				.orderBy('members.name')
				.orderBy('members.id')
				.execute();
		},
		/** Who has a seat in an organisation, can sign in, and is not in this group, by organisation and name. */
		async notIn(groupId: string, day: string) {
			return db
				.selectFrom('members')
				.select([
					'members.id',
					'members.name',
					'members.email',
					organisationOfOldestSeat('members.id')
				])
				.where('members.deactivated_at', 'is', null)
				.where((e) =>
					e.exists(
						e
							.selectFrom('memberships')
							.select('memberships.member_id')
							.whereRef('memberships.member_id', '=', 'members.id')
					)
				)
				.where(
					'members.id',
					'not in',
					inForce(day).select('member_id').where('group_id', '=', groupId)
				)
				.orderBy('organisation')
				.orderBy('members.name')
				.execute();
		},
		/** Places whose last day is before this one. */
		placesEndedBefore(day: string): Promise<GroupMemberRow[]> {
			return db.selectFrom('group_members').selectAll().where('until_on', '<', day).execute();
		},
		/** When each member last wrote in a group: a post, an action, a decision. */
		async lastWrote(groupId: string): Promise<{ member_id: string; at: string }[]> {
			const posts = db
				.selectFrom('posts')
				.innerJoin('threads', 'threads.id', 'posts.thread_id')
				.where('threads.group_id', '=', groupId)
				.select(['posts.author_id as member_id', 'posts.created_at as at']);
			const actions = db
				.selectFrom('actions')
				.where('group_id', '=', groupId)
				.where('created_by', 'is not', null)
				.select((e) => [e.ref('created_by').$notNull().as('member_id'), 'created_at as at']);
			const decisions = db
				.selectFrom('decisions')
				.where('group_id', '=', groupId)
				.select(['recorded_by as member_id', 'recorded_at as at']);
			return db
				.selectFrom(posts.unionAll(actions).unionAll(decisions).as('writing'))
				.groupBy('member_id')
				.select((e) => ['member_id', e.fn.max('at').as('at')])
				.execute();
		},
		/** Those with a day and not yet settled. */
		actionsDue(groupId: string) {
			return db
				.selectFrom('actions')
				.select(['id', 'words', 'due_on', 'created_at'])
				.where('group_id', '=', groupId)
				.where('due_on', 'is not', null)
				.where('state', 'in', ['open', 'doing'])
				.orderBy('due_on')
				.execute();
		}
	};
};
