// Queries on polls. Votes with a name have a row each; anonymous ones are counted in the poll itself, beside a list of
// who has voted that is written anew with each of them, so that neither order nor transaction tells one from another.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type PollRow = Tables['polls'];
export type PollOverviewRow = PollRow & { opened_by_name: string; closed_by_name: string | null };
export type PollVoteRow = Tables['poll_votes'] & { name: string };

export type PollQueries = ReturnType<typeof pollQueries>;

export const pollQueries = (db: Db) => {
	const overviews = () =>
		db
			.selectFrom('polls')
			.innerJoin('members as opener', 'opener.id', 'polls.opened_by')
			.leftJoin('members as closer', 'closer.id', 'polls.closed_by')
			.selectAll('polls')
			.select(['opener.name as opened_by_name', 'closer.name as closed_by_name']);

	return {
		async add(row: PollRow): Promise<void> {
			await db.insertInto('polls').values(row).execute();
		},
		byId(id: string): Promise<PollOverviewRow | undefined> {
			return overviews().where('polls.id', '=', id).executeTakeFirst();
		},
		byIds(ids: readonly string[]): Promise<PollOverviewRow[]> {
			return overviews().where('polls.id', 'in', ids).execute();
		},
		/** Those of a thread, the oldest first. */
		ofThread(threadId: string): Promise<PollOverviewRow[]> {
			return overviews()
				.where('polls.thread_id', '=', threadId)
				.orderBy('polls.opened_at')
				.orderBy('polls.id')
				.execute();
		},
		/** Until the transaction ends nobody else votes or closes it. */
		lock(id: string): Promise<PollRow | undefined> {
			return db
				.updateTable('polls')
				.set((eb) => ({ kind: eb.ref('kind') }))
				.where('id', '=', id)
				.returningAll()
				.executeTakeFirst();
		},
		async close(
			id: string,
			set: Pick<PollRow, 'closed_at' | 'closed_by' | 'tally'>
		): Promise<void> {
			await db.updateTable('polls').set(set).where('id', '=', id).execute();
		},
		async setTally(id: string, tally: string): Promise<void> {
			await db.updateTable('polls').set({ tally }).where('id', '=', id).execute();
		},
		/** Ids of open ones whose time has come. */
		async due(now: string): Promise<string[]> {
			const rows = await db
				.selectFrom('polls')
				.select('id')
				.where('closed_at', 'is', null)
				.where('closes_at', '<=', now)
				.orderBy('closes_at')
				.execute();
			return rows.map(({ id }) => id);
		},

		/** Votes with a name, by name. */
		votes(pollIds: readonly string[]): Promise<PollVoteRow[]> {
			return db
				.selectFrom('poll_votes')
				.innerJoin('members', 'members.id', 'poll_votes.member_id')
				.selectAll('poll_votes')
				.select('members.name')
				.where('poll_votes.poll_id', 'in', pollIds)
				.orderBy('members.name')
				.orderBy('members.id')
				.execute();
		},
		/** A second one of the same member takes the place of the first. */
		async setVote(row: Tables['poll_votes']): Promise<void> {
			const { choice, reason, at } = row;
			await db
				.insertInto('poll_votes')
				.values(row)
				.onConflict((conflict) =>
					conflict.columns(['poll_id', 'member_id']).doUpdateSet({ choice, reason, at })
				)
				.execute();
		},

		/** Who has voted in anonymous polls. */
		voters(pollIds: readonly string[]): Promise<Tables['poll_voters'][]> {
			return db
				.selectFrom('poll_voters')
				.selectAll()
				.where('poll_id', 'in', pollIds)
				.orderBy('poll_id')
				.orderBy('member_id')
				.execute();
		},
		/** Every row of the list anew, in alphabetical order. Only right while the poll is locked. */
		async setVoters(pollId: string, memberIds: readonly string[]): Promise<void> {
			await db.deleteFrom('poll_voters').where('poll_id', '=', pollId).execute();
			const rows = memberIds.toSorted().map((member_id) => ({ poll_id: pollId, member_id }));
			await db.insertInto('poll_voters').values(rows).execute();
		},

		/** Those who follow a thread, and those who have written in it and have not muted it. */
		async hearers(threadId: string): Promise<string[]> {
			const rows = await db
				.selectFrom('posts')
				.select('author_id as member_id')
				.where('thread_id', '=', threadId)
				.where('author_id', 'not in', (eb) =>
					eb
						.selectFrom('thread_follows')
						.select('member_id')
						.where('thread_id', '=', threadId)
						.where('state', '=', 'muted')
				)
				.union(
					db
						.selectFrom('thread_follows')
						.select('member_id')
						.where('thread_id', '=', threadId)
						.where('state', '=', 'following')
				)
				.execute();
			return rows.map(({ member_id }) => member_id);
		}
	};
};
