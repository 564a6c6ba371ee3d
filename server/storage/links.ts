// Queries on links: what mentions what, and up to where words have been read for links.
import { sql } from 'kysely';
import type { LinkGoal, LinkSource } from '#shared/states.ts';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type LinkRow = Tables['links'];
export type LinkQueries = ReturnType<typeof linkQueries>;

/** Rows per statement: six values each. */
const rowsPerInsert = 500;

const isSame = (one: LinkRow, other: LinkRow): boolean =>
	one.from_part === other.from_part &&
	one.to_kind === other.to_kind &&
	one.to_id === other.to_id &&
	one.to_part === other.to_part;

export const linkQueries = (db: Db) => {
	const words = () =>
		db.selectFrom('posts').select(['id', 'body', 'created_at', 'edited_at', 'withdrawn_at']);

	return {
		/** What the words of this note, report or post link to now: these and nothing else. */
		async set(fromKind: LinkSource, fromId: string, rows: readonly LinkRow[]): Promise<void> {
			const stored = await db
				.selectFrom('links')
				.selectAll()
				.where('from_kind', '=', fromKind)
				.where('from_id', '=', fromId)
				.execute();
			const isUnchanged =
				stored.length === rows.length &&
				rows.every((row) => stored.some((other) => isSame(row, other)));
			if (isUnchanged) return;
			await db
				.deleteFrom('links')
				.where('from_kind', '=', fromKind)
				.where('from_id', '=', fromId)
				.execute();
			for (let first = 0; first < rows.length; first += rowsPerInsert) {
				await db
					.insertInto('links')
					.values(rows.slice(first, first + rowsPerInsert))
					.execute();
			}
		},

		/** What mentions this, newest first: ids grow with time. */
		to(kind: LinkGoal, id: string, limit: number): Promise<LinkRow[]> {
			return db
				.selectFrom('links')
				.selectAll()
				.where('to_kind', '=', kind)
				.where('to_id', '=', id)
				.orderBy('from_id', 'desc')
				.orderBy('from_kind')
				.orderBy('from_part')
				.limit(limit)
				.execute();
		},

		/** Ids of groups by the names in their addresses. */
		async groupIds(slugs: readonly string[]): Promise<Map<string, string>> {
			if (slugs.length === 0) return new Map();
			const rows = await db
				.selectFrom('groups')
				.select(['id', 'slug'])
				.where('slug', 'in', slugs)
				.execute();
			return new Map(rows.map(({ id, slug }) => [slug, id]));
		},
		/** Reports by the names in their public addresses. */
		async reportsBySlugs(
			slugs: readonly string[]
		): Promise<{ id: string; slug: string; round: number }[]> {
			if (slugs.length === 0) return [];
			return db
				.selectFrom('reports')
				.innerJoin('rounds', 'rounds.id', 'reports.round_id')
				.select(['reports.id', 'reports.slug', 'rounds.number as round'])
				.where('reports.slug', 'in', slugs)
				.execute();
		},

		/** Whose text these documents are; of a document that is neither a note's nor a report's nothing. */
		async owners(
			documentNames: readonly string[]
		): Promise<{ document_name: string; kind: 'note' | 'report'; id: string }[]> {
			if (documentNames.length === 0) return [];
			return db
				.selectFrom('notes')
				.select(['document_name', sql.lit<'note' | 'report'>('note').as('kind'), 'id'])
				.where('document_name', 'in', documentNames)
				.unionAll(
					db
						.selectFrom('reports')
						.select(['document_name', sql.lit<'note' | 'report'>('report').as('kind'), 'id'])
						.where('document_name', 'in', documentNames)
				)
				.execute();
		},

		async markRead(source: string, upTo: number): Promise<void> {
			await db
				.insertInto('links_read')
				.values({ source, up_to: upTo })
				.onConflict((conflict) =>
					conflict
						.column('source')
						.doUpdateSet({ up_to: upTo })
						.where('links_read.up_to', '<', upTo)
				)
				.execute();
		},
		/** 0 when it was never read. */
		async readUpTo(source: string): Promise<number> {
			const row = await db
				.selectFrom('links_read')
				.select('up_to')
				.where('source', '=', source)
				.executeTakeFirst();
			return row?.up_to ?? 0;
		},
		/** Notes' and reports' documents with words that were not read yet, by name. */
		async unreadDocuments(after: string, limit: number): Promise<string[]> {
			const rows = await db
				.selectFrom('documents')
				.leftJoin('links_read', 'links_read.source', 'documents.name')
				.select('documents.name')
				.where('documents.kind', 'in', ['note', 'report'])
				.where('documents.name', '>', after)
				.where((e) =>
					e(
						e
							.selectFrom('document_updates')
							.select((of) => of.fn.coalesce(of.fn.max('seq'), of.lit(0)).as('seq'))
							.whereRef('document_name', '=', 'documents.name'),
						'>',
						e.fn.coalesce('links_read.up_to', e.lit(0))
					)
				)
				.orderBy('documents.name')
				.limit(limit)
				.execute();
			return rows.map(({ name }) => name);
		},

		/** The words of these posts; of one that was withdrawn none. */
		async postWords(ids: readonly string[]) {
			if (ids.length === 0) return [];
			return words().where('id', 'in', ids).execute();
		},
		/** The words with which these discussions begin. */
		async firstPosts(threadIds: readonly string[]) {
			if (threadIds.length === 0) return [];
			return words().where('thread_id', 'in', threadIds).where('number', '=', 1).execute();
		},
		/** Posts with words written since, by id. */
		async postsSince(at: string, after: string, limit: number) {
			return words()
				.where((e) => e.or([e('created_at', '>=', at), e('edited_at', '>=', at)]))
				.where('id', '>', after)
				.orderBy('id')
				.limit(limit)
				.execute();
		}
	};
};
