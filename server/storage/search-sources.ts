// What the search index is made from: what has changed since it was last read, and the rows to read, in batches.
import { sql } from 'kysely';
import type { SearchSubject } from '#server/domain/search/search-index.ts';
import type { Db } from './database.ts';
import { organisationOfOldestSeat } from './oldest-seat.ts';
import type { Tables } from './tables.ts';

export type PendingRow = { number: number; kind: SearchSubject; subject_id: string };
export type SearchSourceQueries = ReturnType<typeof searchSourceQueries>;

/** Where a thread says that it is about such a thing. */
const placeColumns: {
	[K in SearchSubject]?: 'group_id' | 'note_id' | 'challenge_id' | 'report_id';
} = {
	group: 'group_id',
	note: 'note_id',
	challenge: 'challenge_id',
	report: 'report_id'
};

export const searchSourceQueries = (db: Db) => ({
	/** What has changed, the oldest change first. */
	pending(limit: number): Promise<PendingRow[]> {
		return db.selectFrom('search_pending').selectAll().orderBy('number').limit(limit).execute();
	},
	async settle(numbers: readonly number[]): Promise<void> {
		if (numbers.length === 0) return;
		await db.deleteFrom('search_pending').where('number', 'in', numbers).execute();
	},
	/** To be read again. */
	async mark(rows: readonly Omit<PendingRow, 'number'>[]): Promise<void> {
		if (rows.length === 0) return;
		await db.insertInto('search_pending').values(rows).execute();
	},
	/** What stands in these things, or is shown with their name, is to be read again. */
	async markWithin(kind: SearchSubject, ids: readonly string[]): Promise<void> {
		const column = kind === 'thread' ? 'id' : placeColumns[kind];
		if (ids.length === 0 || column === undefined) return;
		const threads = db.selectFrom('threads').where(`threads.${column}`, 'in', ids);
		const into = db.insertInto('search_pending').columns(['kind', 'subject_id']);
		if (kind === 'group') {
			const decisions = db.selectFrom('decisions').where('group_id', 'in', ids);
			await into.expression(decisions.select([sql.lit('decision').as('kind'), 'id'])).execute();
		}
		if (kind !== 'thread') {
			await into.expression(threads.select([sql.lit('thread').as('kind'), 'id'])).execute();
		}
		await into
			.expression(
				db
					.selectFrom('posts')
					.select([sql.lit('post').as('kind'), 'posts.id'])
					.where('posts.thread_id', 'in', threads.select('threads.id'))
					.orderBy('posts.created_at')
			)
			.execute();
	},

	/** Texts that have gone further than the index knows. */
	async staleDocuments(): Promise<string[]> {
		const newest = sql<number>`coalesce((
			select max(seq) from document_updates where document_updates.document_name = documents.name
		), 0)`;
		const rows = await db
			.selectFrom('documents')
			.leftJoin('search_documents', 'search_documents.document_name', 'documents.name')
			.select('documents.name')
			.where(newest, '>', sql<number>`coalesce(search_documents.seq, 0)`)
			.execute();
		return rows.map(({ name }) => name);
	},
	async setDocumentSeqs(seqs: ReadonlyMap<string, number>): Promise<void> {
		if (seqs.size === 0) return;
		await db
			.insertInto('search_documents')
			.values([...seqs].map(([document_name, seq]) => ({ document_name, seq })))
			.onConflict((conflict) =>
				conflict.column('document_name').doUpdateSet((e) => ({ seq: e.ref('excluded.seq') }))
			)
			.execute();
	},
	/** What these texts are the texts of. */
	async ofDocuments(names: readonly string[]): Promise<Omit<PendingRow, 'number'>[]> {
		if (names.length === 0) return [];
		const [reports, notes, syntheses, sessions] = await Promise.all(
			(['reports', 'notes', 'syntheses', 'live_sessions'] as const).map((table) =>
				db.selectFrom(table).select('id').where('document_name', 'in', names).execute()
			)
		);
		return [
			...(reports ?? []).map(({ id }) => ({ kind: 'report' as const, subject_id: id })),
			...(notes ?? []).map(({ id }) => ({ kind: 'note' as const, subject_id: id })),
			...(syntheses ?? []).map(({ id }) => ({ kind: 'synthesis' as const, subject_id: id })),
			...(sessions ?? []).map(({ id }) => ({ kind: 'session' as const, subject_id: id }))
		];
	},

	async threads(ids: readonly string[]) {
		if (ids.length === 0) return [];
		return db
			.selectFrom('threads')
			.innerJoin('members', 'members.id', 'threads.author_id')
			.selectAll('threads')
			.select(['members.name as author_name', organisationOfOldestSeat('members.id')])
			.where('threads.id', 'in', ids)
			.execute();
	},
	async posts(ids: readonly string[]) {
		if (ids.length === 0) return [];
		return db
			.selectFrom('posts')
			.innerJoin('members', 'members.id', 'posts.author_id')
			.selectAll('posts')
			.select(['members.name as author_name', organisationOfOldestSeat('members.id')])
			.where('posts.id', 'in', ids)
			.execute();
	},
	async noteThemes(noteIds: readonly string[]): Promise<Tables['note_themes'][]> {
		if (noteIds.length === 0) return [];
		return db.selectFrom('note_themes').selectAll().where('note_id', 'in', noteIds).execute();
	},
	async noteOrganisations(noteIds: readonly string[]): Promise<Tables['note_organisations'][]> {
		if (noteIds.length === 0) return [];
		return db
			.selectFrom('note_organisations')
			.selectAll()
			.where('note_id', 'in', noteIds)
			.execute();
	},
	async sessionOutcomes(
		sessionIds: readonly string[]
	): Promise<Pick<Tables['live_session_outcomes'], 'session_id' | 'kind' | 'words' | 'leaves'>[]> {
		if (sessionIds.length === 0) return [];
		return db
			.selectFrom('live_session_outcomes')
			.select(['session_id', 'kind', 'words', 'leaves'])
			.where('session_id', 'in', sessionIds)
			.orderBy('position')
			.execute();
	},
	async challenges(ids: readonly string[]) {
		if (ids.length === 0) return [];
		return db
			.selectFrom('challenges')
			.innerJoin('organisations', 'organisations.id', 'challenges.organisation_id')
			.selectAll('challenges')
			.select('organisations.name as organisation_name')
			.where('challenges.id', 'in', ids)
			.execute();
	},
	async challengeCommitments(ids: readonly string[]): Promise<Tables['challenge_commitments'][]> {
		if (ids.length === 0) return [];
		return db
			.selectFrom('challenge_commitments')
			.selectAll()
			.where('challenge_id', 'in', ids)
			.execute();
	},
	async decisions(ids: readonly string[]): Promise<Tables['decisions'][]> {
		if (ids.length === 0) return [];
		return db.selectFrom('decisions').selectAll().where('id', 'in', ids).execute();
	},
	async syntheses(ids: readonly string[]) {
		if (ids.length === 0) return [];
		return db
			.selectFrom('syntheses')
			.innerJoin('rounds', 'rounds.id', 'syntheses.round_id')
			.selectAll('syntheses')
			.select([
				'rounds.number as round_number',
				'rounds.title as round_title',
				'rounds.state as round_state'
			])
			.where('syntheses.id', 'in', ids)
			.execute();
	},
	/** The newest edition of each. */
	async synthesisEditions(ids: readonly string[]): Promise<Tables['synthesis_editions'][]> {
		if (ids.length === 0) return [];
		const rows = await db
			.selectFrom('synthesis_editions')
			.selectAll()
			.where('synthesis_id', 'in', ids)
			.orderBy('number')
			.execute();
		return [...new Map(rows.map((row) => [row.synthesis_id, row])).values()];
	},
	/** Those who can sign in, with their seats and the groups they are in on a day. */
	async people(ids: readonly string[], day: string) {
		if (ids.length === 0) return { members: [], seats: [], places: [] };
		const [members, seats, places] = await Promise.all([
			db
				.selectFrom('members')
				.select(['id', 'name', 'created_at'])
				.where('id', 'in', ids)
				.where('deactivated_at', 'is', null)
				.execute(),
			db
				.selectFrom('memberships')
				.innerJoin('organisations', 'organisations.id', 'memberships.organisation_id')
				.select(['memberships.member_id', 'organisations.id', 'organisations.name'])
				.where('memberships.member_id', 'in', ids)
				.orderBy('memberships.created_at')
				.execute(),
			db
				.selectFrom('group_members')
				.select(['member_id', 'group_id'])
				.where('member_id', 'in', ids)
				.where((e) => e.or([e('until_on', 'is', null), e('until_on', '>=', day)]))
				.execute()
		]);
		return { members, seats, places };
	},
	async organisations(ids: readonly string[]): Promise<Tables['organisations'][]> {
		if (ids.length === 0) return [];
		return db.selectFrom('organisations').selectAll().where('id', 'in', ids).execute();
	}
});
