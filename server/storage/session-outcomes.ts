// Queries on what came of a session.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type SessionOutcomeRow = Tables['live_session_outcomes'];
export type SessionOutcomeQueries = ReturnType<typeof sessionOutcomeQueries>;

export const sessionOutcomeQueries = (db: Db) => ({
	async add(rows: readonly SessionOutcomeRow[]): Promise<void> {
		if (rows.length > 0) await db.insertInto('live_session_outcomes').values(rows).execute();
	},
	/** In the order in which they are shown. */
	of(sessionId: string): Promise<SessionOutcomeRow[]> {
		return db
			.selectFrom('live_session_outcomes')
			.selectAll()
			.where('session_id', '=', sessionId)
			.orderBy('position')
			.orderBy('id')
			.execute();
	},
	async change(
		id: string,
		change: Partial<Omit<SessionOutcomeRow, 'id' | 'session_id'>>
	): Promise<void> {
		await db.updateTable('live_session_outcomes').set(change).where('id', '=', id).execute();
	},
	/** It has become something else; what it first became stays. */
	async become(
		id: string,
		what: { kind: NonNullable<SessionOutcomeRow['became_kind']>; id: string }
	): Promise<void> {
		await db
			.updateTable('live_session_outcomes')
			.set({ became_kind: what.kind, became_id: what.id })
			.where('id', '=', id)
			.where('became_kind', 'is', null)
			.execute();
	},
	/** Ids of the sessions out of which something came. */
	async sessionsOf(
		kind: NonNullable<SessionOutcomeRow['became_kind']>,
		id: string
	): Promise<string[]> {
		const rows = await db
			.selectFrom('live_session_outcomes')
			.select('session_id')
			.distinct()
			.where('became_id', '=', id)
			.where('became_kind', '=', kind)
			.execute();
		return rows.map(({ session_id }) => session_id);
	},
	async remove(id: string): Promise<void> {
		await db.deleteFrom('live_session_outcomes').where('id', '=', id).execute();
	}
});
