// Queries on the history of co-written texts: moments kept on purpose, who wrote when, and thinned stretches.
import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { DocumentUpdateRow } from './documents.ts';
import type { Tables } from './tables.ts';

export type VersionRow = Tables['document_versions'];
export type ThinnedStretchRow = Tables['document_thinned_stretches'];
export type VersionQueries = ReturnType<typeof versionQueries>;

/** What one person wrote in ten minutes. */
export type WritingSlot = {
	member_id: string | null;
	/** The ten minutes, as the first 15 characters of their times: 2026-11-23T10:4 */
	slot: string;
	first_seq: number;
	last_seq: number;
	first_at: string;
	last_at: string;
	changes: number;
};

export type UpdateHead = Pick<DocumentUpdateRow, 'seq' | 'member_id' | 'at'>;

export const versionQueries = (db: Db) => {
	const heads = (documentName: string) =>
		db
			.selectFrom('document_updates')
			.select(['seq', 'member_id', 'at'])
			.where('document_name', '=', documentName);

	return {
		async add(row: VersionRow): Promise<void> {
			await db.insertInto('document_versions').values(row).execute();
		},
		byId(documentName: string, id: string): Promise<VersionRow | undefined> {
			return db
				.selectFrom('document_versions')
				.selectAll()
				.where('document_name', '=', documentName)
				.where('id', '=', id)
				.executeTakeFirst();
		},
		/** Versions of the updates `first` to `last`, newest first. */
		between(documentName: string, first: number, last: number): Promise<VersionRow[]> {
			return db
				.selectFrom('document_versions')
				.selectAll()
				.where('document_name', '=', documentName)
				.where('seq', '>=', first)
				.where('seq', '<=', last)
				.orderBy('seq', 'desc')
				.orderBy('id', 'desc')
				.execute();
		},

		/** Who wrote in which ten minutes, among the last updates after `after` and up to `upTo`, without loading
		 *  what they wrote. */
		async slots(
			documentName: string,
			{ after, upTo, limit }: { after: number; upTo: number; limit: number }
		): Promise<WritingSlot[]> {
			const slot = sql<string>`substr(at, 1, 15)`;
			const rows = await db
				.selectFrom(
					heads(documentName)
						.where('seq', '>', after)
						.where('seq', '<=', upTo)
						.orderBy('seq', 'desc')
						.limit(limit)
						.as('recent')
				)
				.select((e) => [
					'member_id',
					slot.as('slot'),
					e.fn.min<number>('seq').as('first_seq'),
					e.fn.max<number>('seq').as('last_seq'),
					e.fn.min<string>('at').as('first_at'),
					e.fn.max<string>('at').as('last_at'),
					e.fn.countAll<number>().as('changes')
				])
				.groupBy(['member_id', slot])
				.execute();
			return rows.sort((a, b) => b.last_seq - a.last_seq);
		},

		/** The last update up to `seq`. */
		headAt(documentName: string, seq: number): Promise<UpdateHead | undefined> {
			return heads(documentName)
				.where('seq', '<=', seq)
				.orderBy('seq', 'desc')
				.limit(1)
				.executeTakeFirst();
		},
		/** Updates after `after`, up to `upTo` and older than `before`, in order. */
		headsOlderThan(
			documentName: string,
			{ after, upTo, before, limit }: { after: number; upTo: number; before: string; limit: number }
		): Promise<UpdateHead[]> {
			return heads(documentName)
				.where('seq', '>', after)
				.where('seq', '<=', upTo)
				.where('at', '<', before)
				.orderBy('seq')
				.limit(limit)
				.execute();
		},

		/** The stretch that update `seq` has gone into. */
		stretchAround(documentName: string, seq: number): Promise<ThinnedStretchRow | undefined> {
			return db
				.selectFrom('document_thinned_stretches')
				.selectAll()
				.where('document_name', '=', documentName)
				.where('first_seq', '<=', seq)
				.where('last_seq', '>=', seq)
				.executeTakeFirst();
		},
		/** The latest stretch of each resolution, with the time at which it ends. */
		async latestStretches(documentName: string) {
			return db
				.selectFrom('document_thinned_stretches as stretches')
				.innerJoin('document_updates as updates', (join) =>
					join
						.onRef('updates.document_name', '=', 'stretches.document_name')
						.onRef('updates.seq', '=', 'stretches.last_seq')
				)
				.select((e) => ['stretches.resolution', e.fn.max<string>('updates.at').as('at')])
				.where('stretches.document_name', '=', documentName)
				.groupBy('stretches.resolution')
				.execute();
		},

		/** Documents with a snapshot, and how far it reaches, by name. */
		snapshots(after: string, limit: number): Promise<{ document_name: string; seq: number }[]> {
			return db
				.selectFrom('document_snapshots')
				.select(['document_name', 'seq'])
				.where('document_name', '>', after)
				.orderBy('document_name')
				.limit(limit)
				.execute();
		},
		/** Holds off whoever else would name or thin this document's moments until the transaction ends. */
		async lock(documentName: string): Promise<void> {
			await db
				.updateTable('documents')
				.set({ name: documentName })
				.where('name', '=', documentName)
				.execute();
		},
		/** Puts these rows in the place of the updates from the first row's number on, up to the stretch's end. */
		async thin(
			stretch: ThinnedStretchRow,
			firstRow: number,
			rows: readonly DocumentUpdateRow[]
		): Promise<void> {
			const { document_name, last_seq } = stretch;
			await db
				.deleteFrom('document_updates')
				.where('document_name', '=', document_name)
				.where('seq', '>=', firstRow)
				.where('seq', '<=', last_seq)
				.execute();
			await db.insertInto('document_updates').values(rows).execute();
			await db
				.deleteFrom('document_thinned_stretches')
				.where('document_name', '=', document_name)
				.where('last_seq', '>=', firstRow)
				.where('last_seq', '<=', last_seq)
				.execute();
			await db.insertInto('document_thinned_stretches').values(stretch).execute();
		},

		/** Names of members, by id. */
		async names(memberIds: readonly string[]): Promise<Map<string, string>> {
			if (memberIds.length === 0) return new Map();
			const rows = await db
				.selectFrom('members')
				.select(['id', 'name'])
				.where('id', 'in', memberIds)
				.execute();
			return new Map(rows.map(({ id, name }) => [id, name]));
		}
	};
};
