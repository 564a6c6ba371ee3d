// Queries on signatures: who put their name to which words, who signs in whose place, and the links that lead to it.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type SignatureRow = Tables['signatures'];
export type SignatureQueries = ReturnType<typeof signatureQueries>;

/** With the names of those concerned. */
export type NamedSignatureRow = SignatureRow & {
	member_name: string;
	organisation_name: string;
	lead_name: string | null;
};

export const signatureQueries = (db: Db) => {
	const beingWritten = () =>
		db
			.selectFrom('reports')
			.innerJoin('rounds', 'rounds.id', 'reports.round_id')
			.select('reports.id')
			.distinct()
			.where((e) =>
				e.or([
					e('reports.state', '=', 'draft').and('rounds.state', '!=', 'planned'),
					e('reports.correcting_since', 'is not', null)
				])
			);

	return {
		/** Oldest first. */
		async ofReports(reportIds: readonly string[]): Promise<NamedSignatureRow[]> {
			if (reportIds.length === 0) return [];
			return db
				.selectFrom('signatures')
				.innerJoin('members', 'members.id', 'signatures.member_id')
				.innerJoin('organisations', 'organisations.id', 'signatures.organisation_id')
				.leftJoin('members as leads', 'leads.id', 'signatures.on_behalf_of')
				.selectAll('signatures')
				.select([
					'members.name as member_name',
					'organisations.name as organisation_name',
					'leads.name as lead_name'
				])
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
		},

		/** Reports of these organisations that are being written, or corrected. */
		async reportsBeingWritten(organisationIds: readonly string[]): Promise<string[]> {
			if (organisationIds.length === 0) return [];
			const rows = await beingWritten()
				.innerJoin('report_organisations', 'report_organisations.report_id', 'reports.id')
				.where('report_organisations.organisation_id', 'in', organisationIds)
				.execute();
			return rows.map(({ id }) => id);
		},
		/** Reports that are being written, or corrected, and under which somebody has signed. */
		async signedAndBeingWritten(): Promise<string[]> {
			const rows = await beingWritten()
				.innerJoin('signatures', 'signatures.report_id', 'reports.id')
				.execute();
			return rows.map(({ id }) => id);
		},
		/** Sections on which these signatures were told to hold no longer. */
		async voidingsOf(signatureIds: readonly string[]): Promise<Tables['signature_voidings'][]> {
			if (signatureIds.length === 0) return [];
			return db
				.selectFrom('signature_voidings')
				.selectAll()
				.where('signature_id', 'in', signatureIds)
				.execute();
		},
		async addVoidings(rows: readonly Tables['signature_voidings'][]): Promise<void> {
			await db
				.insertInto('signature_voidings')
				.values(rows)
				.onConflict((conflict) => conflict.doNothing())
				.execute();
		}
	};
};
