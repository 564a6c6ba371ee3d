// Queries on what a note's authors are asked before more people may see it.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type WideningRow = Tables['note_widenings'];
export type WideningAnswerRow = Tables['note_widening_answers'];

export const noteWideningQueries = (db: Db) => ({
	async addWidening(row: WideningRow): Promise<void> {
		await db.insertInto('note_widenings').values(row).execute();
	},
	/** What was last asked about a note, open or settled. */
	lastWidening(noteId: string): Promise<WideningRow | undefined> {
		return db
			.selectFrom('note_widenings')
			.selectAll()
			.where('note_id', '=', noteId)
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirst();
	},
	/** @returns whether it was open. */
	async settleWidening(
		id: string,
		outcome: NonNullable<WideningRow['outcome']>,
		at: string
	): Promise<boolean> {
		const result = await db
			.updateTable('note_widenings')
			.set({ outcome, settled_at: at })
			.where('id', '=', id)
			.where('outcome', 'is', null)
			.executeTakeFirst();
		return result.numUpdatedRows > 0n;
	},
	/** Somebody's answer; a second one takes the place of the first. */
	async answerWidening(row: WideningAnswerRow): Promise<void> {
		const { agrees, reason, at } = row;
		await db
			.insertInto('note_widening_answers')
			.values(row)
			.onConflict((conflict) =>
				conflict.columns(['widening_id', 'member_id']).doUpdateSet({ agrees, reason, at })
			)
			.execute();
	},
	/** In order. */
	wideningAnswers(wideningId: string) {
		return db
			.selectFrom('note_widening_answers')
			.innerJoin('members', 'members.id', 'note_widening_answers.member_id')
			.selectAll('note_widening_answers')
			.select('members.name')
			.where('widening_id', '=', wideningId)
			.orderBy('note_widening_answers.at')
			.orderBy('note_widening_answers.member_id')
			.execute();
	}
});
