// Queries on learning notes.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type NoteRow = Tables['notes'];
export type NoteWithNames = NoteRow & { author_name: string; organisation_name: string };
export type NoteQueries = ReturnType<typeof noteQueries>;

export const noteQueries = (db: Db) => {
	const withNames = () =>
		db
			.selectFrom('notes')
			.innerJoin('members', 'members.id', 'notes.author_id')
			.innerJoin('organisations', 'organisations.id', 'notes.organisation_id')
			.selectAll('notes')
			.select(['members.name as author_name', 'organisations.name as organisation_name']);

	return {
		async add(row: NoteRow, commitments: readonly number[]): Promise<void> {
			await db.insertInto('notes').values(row).execute();
			if (commitments.length === 0) return;
			await db
				.insertInto('note_commitments')
				.values(commitments.map((commitment) => ({ note_id: row.id, commitment })))
				.execute();
		},
		byId(id: string): Promise<NoteWithNames | undefined> {
			return withNames().where('notes.id', '=', id).executeTakeFirst();
		},
		byDocument(documentName: string): Promise<NoteRow | undefined> {
			return db
				.selectFrom('notes')
				.selectAll()
				.where('document_name', '=', documentName)
				.executeTakeFirst();
		},
		/** Newest first; `before` is the id to continue after. Who may see which is the domain's to decide. */
		page(limit: number, before: string | undefined): Promise<NoteWithNames[]> {
			let query = withNames().orderBy('notes.id', 'desc').limit(limit);
			if (before !== undefined) query = query.where('notes.id', '<', before);
			return query.execute();
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
