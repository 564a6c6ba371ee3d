// Queries on copies to take away, and on what goes into them.
import type { Db } from './database.ts';
import type { EditionRow } from './editions.ts';
import { reportsWithRound, type ReportWithRound } from './rounds.ts';
import type { Tables } from './tables.ts';

export type ExportRow = Tables['exports'];
export type ExportQueries = ReturnType<typeof exportQueries>;

/** Ids in one list of a statement. */
const idsPerQuery = 500;

export const exportQueries = (db: Db) => {
	const auditRows = () =>
		db
			.selectFrom('audit')
			.leftJoin('members', 'members.id', 'audit.member_id')
			.selectAll('audit')
			.select('members.name as member_name');

	return {
		async add(row: ExportRow): Promise<void> {
			await db.insertInto('exports').values(row).execute();
		},
		byId(id: string): Promise<ExportRow | undefined> {
			return db.selectFrom('exports').selectAll().where('id', '=', id).executeTakeFirst();
		},
		/** Newest first. */
		ofMember(memberId: string): Promise<ExportRow[]> {
			return db
				.selectFrom('exports')
				.selectAll()
				.where('member_id', '=', memberId)
				.orderBy('id', 'desc')
				.execute();
		},
		list(): Promise<ExportRow[]> {
			return db.selectFrom('exports').selectAll().orderBy('id').execute();
		},
		/** @returns whether it was there. */
		async update(id: string, change: Partial<Omit<ExportRow, 'id'>>): Promise<boolean> {
			const result = await db
				.updateTable('exports')
				.set(change)
				.where('id', '=', id)
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
		async remove(id: string): Promise<void> {
			await db.deleteFrom('exports').where('id', '=', id).execute();
		},

		/** Reports of which this organisation is one of the authors, newest round first; of everybody without one. */
		reports(organisationId?: string): Promise<ReportWithRound[]> {
			return reportsWithRound(db)
				.$if(organisationId !== undefined, (query) =>
					query.where('reports.id', 'in', (inner) =>
						inner
							.selectFrom('report_organisations')
							.select('report_id')
							.where('organisation_id', '=', organisationId ?? '')
					)
				)
				.orderBy('rounds.number', 'desc')
				.orderBy('reports.title')
				.execute();
		},
		/** All editions of a report, those that were withdrawn too, in the order in which they were published. */
		editions(reportId: string): Promise<EditionRow[]> {
			return db
				.selectFrom('editions')
				.selectAll()
				.where('report_id', '=', reportId)
				.orderBy('published_at')
				.orderBy('id')
				.execute();
		},
		/** Ids of everybody who has a seat in it now. */
		async membersOf(organisationId: string): Promise<string[]> {
			const rows = await db
				.selectFrom('memberships')
				.select('member_id')
				.where('organisation_id', '=', organisationId)
				.execute();
			return rows.map(({ member_id }) => member_id);
		},
		/** Every thread's id, oldest first; with members, those in which one of them has written. */
		async threads(memberIds?: readonly string[]): Promise<string[]> {
			if (memberIds?.length === 0) return [];
			const rows = await db
				.selectFrom('threads')
				.select('id')
				.$if(memberIds !== undefined, (query) =>
					query.where('id', 'in', (inner) =>
						inner
							.selectFrom('posts')
							.select('thread_id')
							.where('author_id', 'in', memberIds ?? [])
					)
				)
				.orderBy('id')
				.execute();
			return rows.map(({ id }) => id);
		},
		async postsOf(threadIds: readonly string[]): Promise<string[]> {
			const found: string[] = [];
			for (let first = 0; first < threadIds.length; first += idsPerQuery) {
				const rows = await db
					.selectFrom('posts')
					.select('id')
					.where('thread_id', 'in', threadIds.slice(first, first + idsPerQuery))
					.execute();
				for (const { id } of rows) found.push(id);
			}
			return found;
		},
		/** The log after a row, oldest first. */
		audit(after: string, limit: number) {
			return auditRows().where('audit.id', '>', after).orderBy('audit.id').limit(limit).execute();
		},
		/** Each time a round went public, oldest first. */
		publications(roundId: string): Promise<Tables['round_publications'][]> {
			return db
				.selectFrom('round_publications')
				.selectAll()
				.where('round_id', '=', roundId)
				.orderBy('published_at')
				.execute();
		},
		/** Everybody with a seat, and what they hold. */
		people() {
			return db
				.selectFrom('members')
				.leftJoin('memberships', 'memberships.member_id', 'members.id')
				.leftJoin('organisations', 'organisations.id', 'memberships.organisation_id')
				.select([
					'members.name',
					'members.email',
					'members.deactivated_at',
					'memberships.role',
					'organisations.name as organisation_name'
				])
				.orderBy('members.name')
				.orderBy('members.id')
				.execute();
		}
	};
};
