// Queries on challenges and on the help that is offered with them.
import type { Db } from './database.ts';
import { organisationOfOldestSeat } from './oldest-seat.ts';
import type { Tables } from './tables.ts';

export type ChallengeRow = Tables['challenges'];
export type ChallengeWithNames = ChallengeRow & {
	author_name: string;
	author_email: string;
	organisation_name: string;
	region: string;
};
export type OfferRow = Tables['challenge_offers'];
export type OfferWithNames = OfferRow & {
	member_name: string;
	member_email: string;
	/** Null for a guest without one. */
	organisation: string | null;
};
export type ChallengeQueries = ReturnType<typeof challengeQueries>;

export const challengeQueries = (db: Db) => {
	const withNames = () =>
		db
			.selectFrom('challenges')
			.innerJoin('members', 'members.id', 'challenges.author_id')
			.innerJoin('organisations', 'organisations.id', 'challenges.organisation_id')
			.selectAll('challenges')
			.select([
				'members.name as author_name',
				'members.email as author_email',
				'organisations.name as organisation_name',
				'organisations.region'
			]);
	const offersWithNames = () =>
		db
			.selectFrom('challenge_offers')
			.innerJoin('members', 'members.id', 'challenge_offers.member_id')
			.selectAll('challenge_offers')
			.select([
				'members.name as member_name',
				'members.email as member_email',
				organisationOfOldestSeat('challenge_offers.member_id')
			]);

	return {
		async add(row: ChallengeRow, commitments: readonly number[]): Promise<void> {
			await db.insertInto('challenges').values(row).execute();
			await db
				.insertInto('challenge_commitments')
				.values(commitments.map((commitment) => ({ challenge_id: row.id, commitment })))
				.execute();
		},
		byId(id: string): Promise<ChallengeWithNames | undefined> {
			return withNames().where('challenges.id', '=', id).executeTakeFirst();
		},
		async byIds(ids: readonly string[]): Promise<ChallengeWithNames[]> {
			if (ids.length === 0) return [];
			return withNames().where('challenges.id', 'in', ids).execute();
		},
		/** Those whose outcome this note tells. */
		ofNote(noteId: string): Promise<ChallengeWithNames[]> {
			return withNames()
				.where('outcome_note_id', '=', noteId)
				.orderBy('challenges.id', 'desc')
				.execute();
		},
		/** Newest first. Who may see which is the domain's to decide. */
		page(
			wanted: {
				isOpen?: boolean | undefined;
				commitment?: number | undefined;
				region?: string | undefined;
				groupId?: string | undefined;
				before?: string | undefined;
			},
			limit: number
		): Promise<ChallengeWithNames[]> {
			const { isOpen, commitment, region, groupId, before } = wanted;
			let query = withNames().orderBy('challenges.id', 'desc').limit(limit);
			if (isOpen !== undefined) query = query.where('closed_at', isOpen ? 'is' : 'is not', null);
			if (region !== undefined) query = query.where('organisations.region', '=', region);
			if (groupId !== undefined) query = query.where('group_id', '=', groupId);
			if (before !== undefined) query = query.where('challenges.id', '<', before);
			if (commitment !== undefined) {
				query = query.where('challenges.id', 'in', (of) =>
					of
						.selectFrom('challenge_commitments')
						.select('challenge_id')
						.where('commitment', '=', commitment)
				);
			}
			return query.execute();
		},
		async commitmentsOf(ids: readonly string[]) {
			if (ids.length === 0) return [];
			return db
				.selectFrom('challenge_commitments')
				.selectAll()
				.where('challenge_id', 'in', ids)
				.orderBy('commitment')
				.execute();
		},
		async change(
			id: string,
			words: Partial<Pick<ChallengeRow, 'title' | 'body'>>,
			commitments: readonly number[] | undefined
		): Promise<void> {
			if (Object.keys(words).length > 0) {
				await db.updateTable('challenges').set(words).where('id', '=', id).execute();
			}
			if (commitments === undefined) return;
			await db.deleteFrom('challenge_commitments').where('challenge_id', '=', id).execute();
			await db
				.insertInto('challenge_commitments')
				.values(commitments.map((commitment) => ({ challenge_id: id, commitment })))
				.execute();
		},
		/** @returns whether it was open until now. */
		async close(
			id: string,
			by: { memberId: string | null; at: string; outcome: string; noteId: string | null }
		): Promise<boolean> {
			const result = await db
				.updateTable('challenges')
				.set({
					closed_at: by.at,
					closed_by: by.memberId,
					outcome: by.outcome,
					outcome_note_id: by.noteId
				})
				.where('id', '=', id)
				.where('closed_at', 'is', null)
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
		/** What came of it so far stays. @returns whether it was closed until now. */
		async reopen(id: string): Promise<boolean> {
			const result = await db
				.updateTable('challenges')
				.set({ closed_at: null, closed_by: null })
				.where('id', '=', id)
				.where('closed_at', 'is not', null)
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
		async setOutcomeNote(id: string, noteId: string | null): Promise<void> {
			await db
				.updateTable('challenges')
				.set({ outcome_note_id: noteId })
				.where('id', '=', id)
				.execute();
		},

		/** Offers of help that stand, oldest first. */
		async offersOf(challengeIds: readonly string[]): Promise<OfferWithNames[]> {
			if (challengeIds.length === 0) return [];
			return offersWithNames()
				.where('challenge_id', 'in', challengeIds)
				.where('withdrawn_at', 'is', null)
				.orderBy('challenge_offers.created_at')
				.orderBy('challenge_offers.id')
				.execute();
		},
		offer(id: string): Promise<OfferWithNames | undefined> {
			return offersWithNames().where('challenge_offers.id', '=', id).executeTakeFirst();
		},
		async addOffer(row: OfferRow): Promise<void> {
			await db.insertInto('challenge_offers').values(row).execute();
		},
		/** @returns whether it stood until now. */
		async withdrawOffer(id: string, at: string): Promise<boolean> {
			const result = await db
				.updateTable('challenge_offers')
				.set({ withdrawn_at: at })
				.where('id', '=', id)
				.where('withdrawn_at', 'is', null)
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
		/** @returns whether it stood and nobody had accepted it until now. */
		async acceptOffer(id: string, by: { memberId: string | null; at: string }): Promise<boolean> {
			const result = await db
				.updateTable('challenge_offers')
				.set({ accepted_at: by.at, accepted_by: by.memberId })
				.where('id', '=', id)
				.where('withdrawn_at', 'is', null)
				.where('accepted_at', 'is', null)
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},

		/** Notes about one of these commitments that their authors want shown to those who are stuck, with their themes.
		 *  Who may see which is the domain's to decide. */
		async suggestedNotes(commitments: readonly number[], limit: number) {
			if (commitments.length === 0) return [];
			return db
				.selectFrom('notes')
				.leftJoin('note_themes', 'note_themes.note_id', 'notes.id')
				.select(['notes.id', 'note_themes.theme'])
				.where('is_suggested', '=', 1)
				.where('archived_at', 'is', null)
				.where('notes.id', 'in', (of) =>
					of
						.selectFrom('note_commitments')
						.select('note_commitments.note_id')
						.where('commitment', 'in', commitments)
				)
				.orderBy('notes.id', 'desc')
				.limit(limit)
				.execute();
		}
	};
};
