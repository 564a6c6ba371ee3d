// Queries on what people contribute to a session: cards, dots, polls and votes. What has no name has no order either:
// such rows are written anew in the order of their ids when they are shown or counted.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type SessionCardRow = Tables['live_session_cards'];
export type SessionPollRow = Tables['live_session_polls'];
export type SessionBallotRow = Tables['live_session_ballots'];
export type SessionContributionQueries = ReturnType<typeof sessionContributionQueries>;

export const sessionContributionQueries = (db: Db) => ({
	/** @returns whether there was none with this id */
	async addCard(row: SessionCardRow): Promise<boolean> {
		const result = await db
			.insertInto('live_session_cards')
			.values(row)
			.onConflict((conflict) => conflict.doNothing())
			.executeTakeFirst();
		return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
	},
	card(sessionId: string, id: string): Promise<SessionCardRow | undefined> {
		return db
			.selectFrom('live_session_cards')
			.selectAll()
			.where('session_id', '=', sessionId)
			.where('id', '=', id)
			.executeTakeFirst();
	},
	/** By id, which is by lot; without those that were withdrawn. */
	cardsOf(sessionId: string): Promise<SessionCardRow[]> {
		return db
			.selectFrom('live_session_cards')
			.selectAll()
			.where('session_id', '=', sessionId)
			.where('is_withdrawn', '=', 0)
			.orderBy('id')
			.execute();
	},
	async changeCard(
		sessionId: string,
		id: string,
		change: Partial<Omit<SessionCardRow, 'id' | 'session_id'>>
	): Promise<void> {
		await db
			.updateTable('live_session_cards')
			.set(change)
			.where('session_id', '=', sessionId)
			.where('id', '=', id)
			.execute();
	},
	/** Shows the cards of a board: all are written anew, so that nothing tells in which order they came. */
	async showCards(sessionId: string, itemId: string): Promise<void> {
		const cards = db
			.selectFrom('live_session_cards')
			.selectAll()
			.where('session_id', '=', sessionId)
			.where('item_id', '=', itemId)
			.orderBy('id');
		const rows = await cards.execute();
		await db
			.deleteFrom('live_session_cards')
			.where('session_id', '=', sessionId)
			.where('item_id', '=', itemId)
			.execute();
		for (const row of rows) {
			await db
				.insertInto('live_session_cards')
				.values({ ...row, is_shown: 1 })
				.execute();
		}
	},

	/** What one person chose, in place of what they chose before. */
	async putBallot(row: SessionBallotRow): Promise<void> {
		await db
			.insertInto('live_session_ballots')
			.values(row)
			.onConflict((conflict) =>
				conflict
					.columns(['session_id', 'about_id', 'person_id'])
					.doUpdateSet({ choice: row.choice })
			)
			.execute();
	},
	ballot(
		sessionId: string,
		aboutId: string,
		personId: string
	): Promise<SessionBallotRow | undefined> {
		return db
			.selectFrom('live_session_ballots')
			.selectAll()
			.where('session_id', '=', sessionId)
			.where('about_id', '=', aboutId)
			.where('person_id', '=', personId)
			.executeTakeFirst();
	},
	ballotsAbout(sessionId: string, aboutId: string): Promise<SessionBallotRow[]> {
		return db
			.selectFrom('live_session_ballots')
			.selectAll()
			.where('session_id', '=', sessionId)
			.where('about_id', '=', aboutId)
			.orderBy('person_id')
			.execute();
	},
	ballotsOf(sessionId: string, personId: string): Promise<SessionBallotRow[]> {
		return db
			.selectFrom('live_session_ballots')
			.selectAll()
			.where('session_id', '=', sessionId)
			.where('person_id', '=', personId)
			.execute();
	},
	/** How many have sent a ballot about each thing. */
	async ballotCounts(sessionId: string): Promise<Map<string, number>> {
		const rows = await db
			.selectFrom('live_session_ballots')
			.select((eb) => ['about_id', eb.fn.countAll<number>().as('count')])
			.where('session_id', '=', sessionId)
			.groupBy('about_id')
			.execute();
		return new Map(rows.map(({ about_id: id, count }) => [id, Number(count)]));
	},
	/** Keeps who has sent a ballot, in alphabetical order, and forgets what was on it. */
	async forgetChoices(sessionId: string, aboutId: string): Promise<void> {
		const rows = await this.ballotsAbout(sessionId, aboutId);
		await db
			.deleteFrom('live_session_ballots')
			.where('session_id', '=', sessionId)
			.where('about_id', '=', aboutId)
			.execute();
		for (const row of rows) {
			await db
				.insertInto('live_session_ballots')
				.values({ ...row, choice: null })
				.execute();
		}
	},

	async addPoll(row: SessionPollRow): Promise<void> {
		await db.insertInto('live_session_polls').values(row).execute();
	},
	/** In the order in which they were opened. */
	pollsOf(sessionId: string): Promise<SessionPollRow[]> {
		return db
			.selectFrom('live_session_polls')
			.selectAll()
			.where('session_id', '=', sessionId)
			.orderBy('position')
			.orderBy('id')
			.execute();
	},
	async changePoll(
		id: string,
		change: Partial<Omit<SessionPollRow, 'id' | 'session_id'>>
	): Promise<void> {
		await db.updateTable('live_session_polls').set(change).where('id', '=', id).execute();
	}
});
