// Queries on actions: what somebody has taken on, by when, and what came of it.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type ActionRow = Tables['actions'];
export type ActionWithNames = ActionRow & {
	owner_name: string | null;
	author_name: string | null;
};
export type ActionQueries = ReturnType<typeof actionQueries>;

export const actionQueries = (db: Db) => {
	/** Those with a day first, the nearest day first. */
	const withNames = () =>
		db
			.selectFrom('actions')
			.leftJoin('members as owners', 'owners.id', 'actions.owner_id')
			.leftJoin('members as authors', 'authors.id', 'actions.created_by')
			.selectAll('actions')
			.select(['owners.name as owner_name', 'authors.name as author_name'])
			.orderBy((e) => e.case().when('due_on', 'is', null).then(1).else(0).end())
			.orderBy('due_on')
			.orderBy('actions.id');

	return {
		async add(row: ActionRow): Promise<void> {
			await db.insertInto('actions').values(row).execute();
		},
		byId(id: string): Promise<ActionWithNames | undefined> {
			return withNames().where('actions.id', '=', id).executeTakeFirst();
		},
		async byIds(ids: readonly string[]): Promise<ActionWithNames[]> {
			if (ids.length === 0) return [];
			return withNames().where('actions.id', 'in', ids).execute();
		},
		ofGroup(groupId: string): Promise<ActionWithNames[]> {
			return withNames().where('actions.group_id', '=', groupId).execute();
		},
		/** What this member has taken on, or has written down outside of any group. */
		ofMember(memberId: string): Promise<ActionWithNames[]> {
			return withNames()
				.where((e) =>
					e.or([
						e('owner_id', '=', memberId),
						e.and([e('created_by', '=', memberId), e('group_id', 'is', null)])
					])
				)
				.execute();
		},
		/** What this member has taken on, has not settled, and should have done by a day. */
		due(memberId: string, by: string): Promise<ActionWithNames[]> {
			return withNames()
				.where('owner_id', '=', memberId)
				.where('state', 'in', ['open', 'doing'])
				.where('due_on', '<=', by)
				.execute();
		},
		async change(
			id: string,
			to: Partial<
				Pick<ActionRow, 'words' | 'owner_id' | 'due_on' | 'state' | 'outcome' | 'settled_at'>
			>
		): Promise<void> {
			if (Object.keys(to).length === 0) return;
			await db.updateTable('actions').set(to).where('id', '=', id).execute();
		}
	};
};
