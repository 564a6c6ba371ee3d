// Queries on editions: what was published, word for word.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type EditionRow = Tables['editions'];
export type EditionSectionRow = Tables['edition_sections'];
export type EditionQueries = ReturnType<typeof editionQueries>;

/** Rows per statement: eleven values each. */
const rowsPerInsert = 500;

export const editionQueries = (db: Db) => ({
	/** Editions of these reports that stand, newest first. */
	async ofReports(reportIds: readonly string[]): Promise<EditionRow[]> {
		if (reportIds.length === 0) return [];
		return db
			.selectFrom('editions')
			.selectAll()
			.where('report_id', 'in', reportIds)
			.where('withdrawn_at', 'is', null)
			.orderBy('number', 'desc')
			.execute();
	},
	/** In page order. */
	async sectionsOf(editionIds: readonly string[]): Promise<EditionSectionRow[]> {
		if (editionIds.length === 0) return [];
		return db
			.selectFrom('edition_sections')
			.selectAll()
			.where('edition_id', 'in', editionIds)
			.orderBy('position')
			.execute();
	},
	/** Their sections' fingerprints and lengths alone. */
	async hashesOf(
		editionIds: readonly string[]
	): Promise<Pick<EditionSectionRow, 'edition_id' | 'key' | 'sha256' | 'words'>[]> {
		if (editionIds.length === 0) return [];
		return db
			.selectFrom('edition_sections')
			.select(['edition_id', 'key', 'sha256', 'words'])
			.where('edition_id', 'in', editionIds)
			.execute();
	},
	/** Who signed these editions, with names, in the order of signing. */
	async signaturesOf(editionIds: readonly string[]) {
		if (editionIds.length === 0) return [];
		return db
			.selectFrom('edition_signatures')
			.innerJoin('signatures', 'signatures.id', 'edition_signatures.signature_id')
			.innerJoin('members', 'members.id', 'signatures.member_id')
			.innerJoin('organisations', 'organisations.id', 'signatures.organisation_id')
			.leftJoin('members as leads', 'leads.id', 'signatures.on_behalf_of')
			.selectAll('signatures')
			.select([
				'edition_signatures.edition_id',
				'members.name as member_name',
				'organisations.name as organisation_name',
				'leads.name as lead_name'
			])
			.where('edition_signatures.edition_id', 'in', editionIds)
			.orderBy('signatures.at')
			.execute();
	},
	async add(
		row: EditionRow,
		sections: readonly EditionSectionRow[],
		signatureIds: readonly string[]
	): Promise<void> {
		await db.insertInto('editions').values(row).execute();
		for (let first = 0; first < sections.length; first += rowsPerInsert) {
			await db
				.insertInto('edition_sections')
				.values(sections.slice(first, first + rowsPerInsert))
				.execute();
		}
		if (signatureIds.length === 0) return;
		await db
			.insertInto('edition_signatures')
			.values(signatureIds.map((signature_id) => ({ edition_id: row.id, signature_id })))
			.execute();
	}
});
