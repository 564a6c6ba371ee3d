// Queries on learning notes.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type NoteRow = Tables['notes'];
/** With whom its author writes it. */
export type NoteFacts = NoteRow & { co_authors: readonly string[] };
export type NoteWithNames = NoteFacts & { author_name: string; organisation_name: string };
export type NoteQueries = ReturnType<typeof noteQueries>;

export const noteQueries = (db: Db) => {
	const withNames = () =>
		db
			.selectFrom('notes')
			.innerJoin('members', 'members.id', 'notes.author_id')
			.innerJoin('organisations', 'organisations.id', 'notes.organisation_id')
			.selectAll('notes')
			.select(['members.name as author_name', 'organisations.name as organisation_name']);

	async function withAuthors<Row extends NoteRow>(
		rows: readonly Row[]
	): Promise<(Row & { co_authors: readonly string[] })[]> {
		if (rows.length === 0) return [];
		const authors = await db
			.selectFrom('note_authors')
			.selectAll()
			.where(
				'note_id',
				'in',
				rows.map(({ id }) => id)
			)
			.orderBy('member_id')
			.execute();
		return rows.map((row) => ({
			...row,
			co_authors: authors
				.filter(({ note_id }) => note_id === row.id)
				.map(({ member_id }) => member_id)
		}));
	}

	return {
		async add(row: NoteRow, commitments: readonly number[]): Promise<void> {
			await db.insertInto('notes').values(row).execute();
			if (commitments.length === 0) return;
			await db
				.insertInto('note_commitments')
				.values(commitments.map((commitment) => ({ note_id: row.id, commitment })))
				.execute();
		},
		async byId(id: string): Promise<NoteWithNames | undefined> {
			const [note] = await withAuthors(await withNames().where('notes.id', '=', id).execute());
			return note;
		},
		async byIds(ids: readonly string[]): Promise<NoteWithNames[]> {
			if (ids.length === 0) return [];
			return withAuthors(await withNames().where('notes.id', 'in', ids).execute());
		},
		async byDocument(documentName: string): Promise<NoteFacts | undefined> {
			const rows = await db
				.selectFrom('notes')
				.selectAll()
				.where('document_name', '=', documentName)
				.execute();
			const [note] = await withAuthors(rows);
			return note;
		},
		/** Newest first; `before` is the id to continue after. Who may see which is the domain's to decide. */
		async page(limit: number, before: string | undefined): Promise<NoteWithNames[]> {
			let query = withNames().orderBy('notes.id', 'desc').limit(limit);
			if (before !== undefined) query = query.where('notes.id', '<', before);
			return withAuthors(await query.execute());
		},
		async commitmentsOf(noteIds: readonly string[]) {
			if (noteIds.length === 0) return [];
			return db
				.selectFrom('note_commitments')
				.selectAll()
				.where('note_id', 'in', noteIds)
				.orderBy('commitment')
				.execute();
		}
	};
};
