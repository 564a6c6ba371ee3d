// Damaged pieces of texts: moved to where they are kept, and the record of what has been found whole.
import { sql, type Transaction } from 'kysely';
import { emptyUpdate } from '#shared/collab-protocol.ts';
import type { Repair } from '#server/domain/collaboration/document-store.ts';
import type { IntegrityRecords } from '#server/domain/collaboration/integrity.ts';
import type { Database, Db } from './database.ts';
import type { Tables } from './tables.ts';

/** Moves damaged pieces and fills their places, so that the numbers stay, in one transaction. */
export function setAside(db: Db, repair: Repair): Promise<void> {
	return db.transaction().execute(async (inside) => {
		for (const { seq, reason } of repair.updates) await setUpdateAside(inside, repair, seq, reason);
		for (const seq of repair.missing) {
			await inside
				.insertInto('document_updates')
				.values({
					document_name: repair.documentName,
					seq,
					member_id: null,
					at: repair.at,
					bytes: emptyUpdate
				})
				.execute();
		}
		if (repair.snapshot !== null) await setSnapshotAside(inside, repair, repair.snapshot);
	});
}

async function setUpdateAside(
	db: Transaction<Tables>,
	{ documentName, at }: Repair,
	seq: number,
	reason: string
): Promise<void> {
	const damaged = await db
		.selectFrom('document_updates')
		.selectAll()
		.where('document_name', '=', documentName)
		.where('seq', '=', seq)
		.executeTakeFirstOrThrow();
	await db
		.insertInto('document_updates_set_aside')
		.values({ ...damaged, part: 'update', reason, set_aside_at: at })
		.execute();
	await db
		.updateTable('document_updates')
		.set({ member_id: null, bytes: emptyUpdate })
		.where('document_name', '=', documentName)
		.where('seq', '=', seq)
		.execute();
}

async function setSnapshotAside(
	db: Transaction<Tables>,
	{ documentName, at }: Repair,
	{ reason, bytes }: NonNullable<Repair['snapshot']>
): Promise<void> {
	const damaged = await db
		.selectFrom('document_snapshots')
		.selectAll()
		.where('document_name', '=', documentName)
		.executeTakeFirstOrThrow();
	await db
		.insertInto('document_updates_set_aside')
		.values({ ...damaged, part: 'snapshot', member_id: null, reason, set_aside_at: at })
		.execute();
	await db
		.updateTable('document_snapshots')
		.set({ at, bytes })
		.where('document_name', '=', documentName)
		.execute();
}

/** Rows per statement: four values each. */
const rowsPerInsert = 500;

export function createIntegrityRecords({
	db,
	kind,
	wasCutOff = false
}: Database): IntegrityRecords {
	return {
		wasCutOff,

		async all() {
			const rows = await db.selectFrom('documents').select('name').orderBy('name').execute();
			return rows.map(({ name }) => name);
		},

		async due() {
			// One look into an index for each document, however long the logs are.
			const { rows } = await sql<{ name: string; seq: number; snapshot_seq: number }>`
				select name, seq, snapshot_seq from (
					select d.name,
						coalesce((select max(u.seq) from document_updates u where u.document_name = d.name), 0) as seq,
						coalesce((select s.seq from document_snapshots s where s.document_name = d.name), 0) as snapshot_seq
					from documents d
				) now
				where not exists (
					select 1 from document_checks c
					where c.document_name = now.name and c.seq = now.seq and c.snapshot_seq = now.snapshot_seq
				)
				order by name`.execute(db);
			return rows.map(({ name, seq, snapshot_seq }) => ({
				documentName: name,
				seq,
				snapshotSeq: snapshot_seq
			}));
		},

		async passed(documents, at) {
			const rows = documents.map(({ documentName, seq, snapshotSeq }) => ({
				document_name: documentName,
				seq,
				snapshot_seq: snapshotSeq,
				at
			}));
			for (let first = 0; first < rows.length; first += rowsPerInsert) {
				await db
					.insertInto('document_checks')
					.values(rows.slice(first, first + rowsPerInsert))
					.onConflict((conflict) =>
						conflict.column('document_name').doUpdateSet((e) => ({
							seq: e.ref('excluded.seq'),
							snapshot_seq: e.ref('excluded.snapshot_seq'),
							at: e.ref('excluded.at')
						}))
					)
					.execute();
			}
		},

		async thinned(documentName) {
			const rows = await db
				.selectFrom('document_thinned_stretches')
				.select(['first_seq', 'last_seq'])
				.where('document_name', '=', documentName)
				.orderBy('first_seq')
				.execute();
			return rows.map((row) => ({ firstSeq: row.first_seq, lastSeq: row.last_seq }));
		},

		async setAside() {
			const rows = await db
				.selectFrom('document_updates_set_aside')
				.select(['document_name', 'part', 'seq', 'reason', 'set_aside_at'])
				.orderBy('set_aside_at')
				.orderBy('document_name')
				.orderBy('seq')
				.execute();
			return rows.map((row) => ({
				documentName: row.document_name,
				part: row.part,
				seq: row.seq,
				reason: row.reason,
				at: row.set_aside_at
			}));
		},

		async fileFault() {
			// PostgreSQL looks after its pages itself.
			if (kind !== 'sqlite') return null;
			const { rows } = await sql<{ quick_check: string }>`pragma quick_check(3)`.execute(db);
			const found = rows.map((row) => row.quick_check);
			return found.join() === 'ok' ? null : found.join('; ');
		}
	};
}
