// Queries on signatures: who put their name to which words.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type SignatureRow = Tables['signatures'];
export type SignatureQueries = ReturnType<typeof signatureQueries>;

export const signatureQueries = (db: Db) => ({
	/** With the names of the person and the organisation, oldest first. */
	async ofReports(reportIds: readonly string[]) {
		if (reportIds.length === 0) return [];
		return db
			.selectFrom('signatures')
			.innerJoin('members', 'members.id', 'signatures.member_id')
			.innerJoin('organisations', 'organisations.id', 'signatures.organisation_id')
			.selectAll('signatures')
			.select(['members.name as member_name', 'organisations.name as organisation_name'])
			.where('signatures.report_id', 'in', reportIds)
			.orderBy('signatures.at')
			.orderBy('signatures.id')
			.execute();
	},
	async sectionsOf(signatureIds: readonly string[]): Promise<Tables['signature_sections'][]> {
		if (signatureIds.length === 0) return [];
		return db
			.selectFrom('signature_sections')
			.selectAll()
			.where('signature_id', 'in', signatureIds)
			.execute();
	},
	async add(
		row: SignatureRow,
		sections: readonly { key: string; sha256: string }[]
	): Promise<void> {
		await db.insertInto('signatures').values(row).execute();
		await db
			.insertInto('signature_sections')
			.values(sections.map(({ key, sha256 }) => ({ signature_id: row.id, key, sha256 })))
			.execute();
	}
});
