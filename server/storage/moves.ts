// Queries on the trail a discussion leaves: posts that went elsewhere, its own moves, and outcomes before the last.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

/** Where a moved post stood, where it went at that time, and where it stands now. */
export type PostMoveRow = Tables['post_moves'] & {
	now_thread_id: string;
	now_number: number;
	moved_by_name: string;
};
export type ThreadMoveRow = Tables['thread_moves'] & { moved_by_name: string };
export type OutcomeRow = Tables['thread_outcomes'] & { stated_by_name: string };

export const moveQueries = (db: Db) => {
	const postMoves = () =>
		db
			.selectFrom('post_moves')
			.innerJoin('posts', 'posts.id', 'post_moves.post_id')
			.innerJoin('members', 'members.id', 'post_moves.moved_by')
			.selectAll('post_moves')
			.select([
				'posts.thread_id as now_thread_id',
				'posts.number as now_number',
				'members.name as moved_by_name'
			]);
	return {
		async addPostMoves(rows: readonly Tables['post_moves'][]): Promise<void> {
			await db.insertInto('post_moves').values(rows).execute();
		},
		/** Posts that left a thread, by the numbers they had in it. */
		wentFrom(threadId: string): Promise<PostMoveRow[]> {
			return postMoves()
				.where('post_moves.from_thread_id', '=', threadId)
				.orderBy('post_moves.at')
				.orderBy('post_moves.from_number')
				.execute();
		},
		/** Posts that came to a thread, by the numbers they got in it. */
		cameTo(threadId: string): Promise<PostMoveRow[]> {
			return postMoves()
				.where('post_moves.to_thread_id', '=', threadId)
				.orderBy('post_moves.at')
				.orderBy('post_moves.to_number')
				.execute();
		},
		async addThreadMove(row: Tables['thread_moves']): Promise<void> {
			await db.insertInto('thread_moves').values(row).execute();
		},
		threadMoves(threadId: string): Promise<ThreadMoveRow[]> {
			return db
				.selectFrom('thread_moves')
				.innerJoin('members', 'members.id', 'thread_moves.moved_by')
				.selectAll('thread_moves')
				.select('members.name as moved_by_name')
				.where('thread_moves.thread_id', '=', threadId)
				.orderBy('thread_moves.at')
				.execute();
		},
		async addOutcome(row: Tables['thread_outcomes']): Promise<void> {
			await db.insertInto('thread_outcomes').values(row).execute();
		},
		/** The first stated first. */
		outcomes(threadId: string): Promise<OutcomeRow[]> {
			return db
				.selectFrom('thread_outcomes')
				.innerJoin('members', 'members.id', 'thread_outcomes.stated_by')
				.selectAll('thread_outcomes')
				.select('members.name as stated_by_name')
				.where('thread_outcomes.thread_id', '=', threadId)
				.orderBy('thread_outcomes.at')
				.orderBy('thread_outcomes.id')
				.execute();
		}
	};
};
