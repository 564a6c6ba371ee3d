// Queries on learning notes. Asking their authors whether more people may see them has a file of its own
// (note-widenings.ts).
import type { NoteKind } from '#shared/states.ts';
import type { Db } from './database.ts';
import { noteWideningQueries } from './note-widenings.ts';
import type { Tables } from './tables.ts';

export type NoteRow = Tables['notes'];
/** With whom its author writes it. */
export type NoteFacts = NoteRow & { co_authors: readonly string[] };
export type NoteWithNames = NoteFacts & { author_name: string; organisation_name: string };

/** What a list of notes is narrowed to. */
export type NotesWanted = {
	kind?: NoteKind | undefined;
	commitment?: number | undefined;
	theme?: string | undefined;
	/** Its author's, or one it names. */
	organisationId?: string | undefined;
	/** Whose note it is, or one it names. */
	groupId?: string | undefined;
	isArchived: boolean;
};

/** What a note names. */
export type NoteTags = {
	commitments: readonly number[];
	themes: readonly string[];
	organisationIds: readonly string[];
	groupIds: readonly string[];
};

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

	async function setTags(noteId: string, tags: Partial<NoteTags>): Promise<void> {
		if (tags.commitments !== undefined) {
			await db.deleteFrom('note_commitments').where('note_id', '=', noteId).execute();
			const rows = tags.commitments.map((commitment) => ({ note_id: noteId, commitment }));
			if (rows.length > 0) await db.insertInto('note_commitments').values(rows).execute();
		}
		if (tags.themes !== undefined) {
			await db.deleteFrom('note_themes').where('note_id', '=', noteId).execute();
			const rows = tags.themes.map((theme) => ({ note_id: noteId, theme }));
			if (rows.length > 0) await db.insertInto('note_themes').values(rows).execute();
		}
		if (tags.organisationIds !== undefined) {
			await db.deleteFrom('note_organisations').where('note_id', '=', noteId).execute();
			const rows = tags.organisationIds.map((id) => ({ note_id: noteId, organisation_id: id }));
			if (rows.length > 0) await db.insertInto('note_organisations').values(rows).execute();
		}
		if (tags.groupIds !== undefined) {
			await db.deleteFrom('note_groups').where('note_id', '=', noteId).execute();
			const rows = tags.groupIds.map((id) => ({ note_id: noteId, group_id: id }));
			if (rows.length > 0) await db.insertInto('note_groups').values(rows).execute();
		}
	}

	return {
		...noteWideningQueries(db),

		async add(row: NoteRow, tags: Partial<NoteTags>): Promise<void> {
			await db.insertInto('notes').values(row).execute();
			await setTags(row.id, tags);
		},
		async update(id: string, change: Partial<Omit<NoteRow, 'id'>>): Promise<void> {
			if (Object.keys(change).length === 0) return;
			await db.updateTable('notes').set(change).where('id', '=', id).execute();
		},
		/** What is left out stays. */
		setTags,
		/** With whom its author writes it. */
		async setAuthors(noteId: string, memberIds: readonly string[]): Promise<void> {
			await db.deleteFrom('note_authors').where('note_id', '=', noteId).execute();
			const rows = memberIds.map((memberId) => ({ note_id: noteId, member_id: memberId }));
			if (rows.length > 0) await db.insertInto('note_authors').values(rows).execute();
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
		async page(
			limit: number,
			before: string | undefined,
			wanted: NotesWanted
		): Promise<NoteWithNames[]> {
			const { kind, commitment, theme, organisationId, groupId, isArchived } = wanted;
			let query = withNames()
				.where('notes.archived_at', isArchived ? 'is not' : 'is', null)
				.orderBy('notes.id', 'desc')
				.limit(limit);
			if (before !== undefined) query = query.where('notes.id', '<', before);
			if (kind !== undefined) query = query.where('notes.kind', '=', kind);
			if (commitment !== undefined) {
				query = query.where('notes.id', 'in', (e) =>
					e
						.selectFrom('note_commitments')
						.select('note_id')
						.where('note_commitments.commitment', '=', commitment)
				);
			}
			if (theme !== undefined) {
				query = query.where('notes.id', 'in', (e) =>
					e.selectFrom('note_themes').select('note_id').where('note_themes.theme', '=', theme)
				);
			}
			if (organisationId !== undefined) {
				query = query.where((e) =>
					e.or([
						e('notes.organisation_id', '=', organisationId),
						e(
							'notes.id',
							'in',
							e
								.selectFrom('note_organisations')
								.select('note_id')
								.where('note_organisations.organisation_id', '=', organisationId)
						)
					])
				);
			}
			if (groupId !== undefined) {
				query = query.where((e) =>
					e.or([
						e('notes.group_id', '=', groupId),
						e(
							'notes.id',
							'in',
							e
								.selectFrom('note_groups')
								.select('note_id')
								.where('note_groups.group_id', '=', groupId)
						)
					])
				);
			}
			return withAuthors(await query.execute());
		},
		/** Those the public reads, newest first. */
		async publicOnes(): Promise<NoteWithNames[]> {
			return withAuthors(
				await withNames()
					.where('notes.visibility', '=', 'public')
					.where('notes.archived_at', 'is', null)
					.orderBy('notes.id', 'desc')
					.execute()
			);
		},
		/** Of one organisation, oldest first. */
		async ofOrganisation(organisationId: string): Promise<NoteWithNames[]> {
			return withAuthors(
				await withNames()
					.where('notes.organisation_id', '=', organisationId)
					.orderBy('notes.id')
					.execute()
			);
		},
		async commitmentsOf(noteIds: readonly string[]) {
			if (noteIds.length === 0) return [];
			return db
				.selectFrom('note_commitments')
				.selectAll()
				.where('note_id', 'in', noteIds)
				.orderBy('commitment')
				.execute();
		},
		async themesOf(noteIds: readonly string[]) {
			if (noteIds.length === 0) return [];
			return db
				.selectFrom('note_themes')
				.selectAll()
				.where('note_id', 'in', noteIds)
				.orderBy('theme')
				.execute();
		},
		async organisationsOf(noteIds: readonly string[]) {
			if (noteIds.length === 0) return [];
			return db
				.selectFrom('note_organisations')
				.innerJoin('organisations', 'organisations.id', 'note_organisations.organisation_id')
				.select(['note_organisations.note_id', 'organisations.id', 'organisations.name'])
				.where('note_id', 'in', noteIds)
				.orderBy('organisations.name')
				.execute();
		},
		async groupsOf(noteIds: readonly string[]) {
			if (noteIds.length === 0) return [];
			return db
				.selectFrom('note_groups')
				.selectAll()
				.where('note_id', 'in', noteIds)
				.orderBy('group_id')
				.execute();
		}
	};
};
