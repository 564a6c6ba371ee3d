// Queries on co-written texts: the document, its log of updates, its snapshot.
import { sql } from 'kysely';
import { editorSchemaVersion } from '#shared/editor-schema.ts';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type DocumentRow = Tables['documents'];
export type DocumentUpdateRow = Tables['document_updates'];
export type DocumentSnapshotRow = Tables['document_snapshots'];
export type DocumentQueries = ReturnType<typeof documentQueries>;

/** Rows per statement: five values each, well below what SQLite (32,766) and PostgreSQL (65,535) bind. */
const rowsPerInsert = 500;

export const documentQueries = (db: Db) => ({
	/** Makes a document with nothing in it. */
	async create(name: string, kind: DocumentRow['kind'], at: string): Promise<void> {
		await db
			.insertInto('documents')
			.values({ name, kind, schema_version: editorSchemaVersion, created_at: at })
			.execute();
	},

	byName(name: string): Promise<DocumentRow | undefined> {
		return db.selectFrom('documents').selectAll().where('name', '=', name).executeTakeFirst();
	},

	async byNames(names: readonly string[]): Promise<DocumentRow[]> {
		if (names.length === 0) return [];
		return db.selectFrom('documents').selectAll().where('name', 'in', names).execute();
	},

	async snapshots(names: readonly string[]): Promise<DocumentSnapshotRow[]> {
		if (names.length === 0) return [];
		return db
			.selectFrom('document_snapshots')
			.selectAll()
			.where('document_name', 'in', names)
			.execute();
	},

	/** Updates of several documents, of each those after its number, in order. */
	async tails(wanted: readonly { name: string; after: number }[]): Promise<DocumentUpdateRow[]> {
		if (wanted.length === 0) return [];
		return db
			.selectFrom('document_updates')
			.selectAll()
			.where((e) =>
				e.or(wanted.map(({ name, after }) => e('document_name', '=', name).and('seq', '>', after)))
			)
			.orderBy('document_name')
			.orderBy('seq')
			.execute();
	},

	snapshot(name: string): Promise<DocumentSnapshotRow | undefined> {
		return db
			.selectFrom('document_snapshots')
			.selectAll()
			.where('document_name', '=', name)
			.executeTakeFirst();
	},

	/** Updates after `seq`, in order. */
	updatesAfter(name: string, seq: number, limit?: number): Promise<DocumentUpdateRow[]> {
		const rows = db
			.selectFrom('document_updates')
			.selectAll()
			.where('document_name', '=', name)
			.where('seq', '>', seq)
			.orderBy('seq');
		return (limit === undefined ? rows : rows.limit(limit)).execute();
	},

	/** Number of each document's newest update; a document without any does not appear. */
	async lastSeqs(names: readonly string[]): Promise<Map<string, number>> {
		if (names.length === 0) return new Map();
		const rows = await db
			.selectFrom('document_updates')
			.select(['document_name', (e) => e.fn.max<number>('seq').as('seq')])
			.where('document_name', 'in', names)
			.groupBy('document_name')
			.execute();
		return new Map(rows.map((row) => [row.document_name, row.seq]));
	},

	/** Adds to the logs of one or several documents. */
	async appendToLogs(rows: readonly DocumentUpdateRow[]): Promise<void> {
		for (let first = 0; first < rows.length; first += rowsPerInsert) {
			await db
				.insertInto('document_updates')
				.values(rows.slice(first, first + rowsPerInsert))
				.execute();
		}
	},

	/** Takes out all that was ever written in it; its name stays, so that an update still under way finds its place. */
	async clear(name: string): Promise<void> {
		for (const table of [
			'document_updates',
			'document_snapshots',
			'document_versions',
			'document_thinned_stretches',
			'document_updates_set_aside',
			'document_checks'
		] as const) {
			await db.deleteFrom(table).where('document_name', '=', name).execute();
		}
	},

	/** Keeps the later of the stored snapshot and this one. */
	async saveSnapshot(row: DocumentSnapshotRow): Promise<void> {
		await db
			.insertInto('document_snapshots')
			.values(row)
			.onConflict((conflict) =>
				conflict
					.column('document_name')
					.doUpdateSet({ seq: row.seq, at: row.at, bytes: row.bytes })
					.where(sql<boolean>`document_snapshots.seq < excluded.seq`)
			)
			.execute();
	}
});
