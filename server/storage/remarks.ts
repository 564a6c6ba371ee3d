// Queries on remarks: what a reviewer or a lead asks to be changed in a report.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type RemarkRow = Tables['remarks'];
export type RemarkQueries = ReturnType<typeof remarkQueries>;

export const remarkQueries = (db: Db) => {
	const withNames = () =>
		db
			.selectFrom('remarks')
			.innerJoin('members as authors', 'authors.id', 'remarks.author_id')
			.leftJoin('members as resolvers', 'resolvers.id', 'remarks.resolved_by')
			.leftJoin('organisations', 'organisations.id', 'remarks.organisation_id')
			.selectAll('remarks')
			.select([
				'authors.name as author_name',
				'resolvers.name as resolver_name',
				'organisations.short_name as organisation_name'
			]);

	return {
		/** With names, oldest first. */
		async ofReports(reportIds: readonly string[]) {
			if (reportIds.length === 0) return [];
			return withNames()
				.where('remarks.report_id', 'in', reportIds)
				.orderBy('remarks.created_at')
				.orderBy('remarks.id')
				.execute();
		},
		/** Those that nobody has settled yet, oldest first. */
		async openOf(reportIds: readonly string[]) {
			if (reportIds.length === 0) return [];
			return withNames()
				.where('remarks.report_id', 'in', reportIds)
				.where('remarks.resolved_at', 'is', null)
				.orderBy('remarks.created_at')
				.orderBy('remarks.id')
				.execute();
		},
		byId(id: string) {
			return withNames().where('remarks.id', '=', id).executeTakeFirst();
		},
		async add(row: RemarkRow): Promise<void> {
			await db.insertInto('remarks').values(row).execute();
		},
		/** @returns whether it was open until now. */
		async resolve(id: string, by: { memberId: string | null; at: string }): Promise<boolean> {
			const result = await db
				.updateTable('remarks')
				.set({ resolved_at: by.at, resolved_by: by.memberId })
				.where('id', '=', id)
				.where('resolved_at', 'is', null)
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		}
	};
};
