// Learning notes as somebody may see them, however many in a fixed number of queries.
import type { Actor } from '#server/kernel/actor.ts';
import { notFound } from '#server/kernel/errors.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { NoteWithNames } from '#server/storage/notes.ts';
import type { PersonSeatRow } from '#server/storage/discussions.ts';
import type { Queries } from '#server/storage/store.ts';
import type { Note } from '#shared/note-output.ts';
import type { NotesDeps } from './notes-deps.ts';
import { noteTarget } from './note-target.ts';

export type NamedGroup = { id: string; slug: string; name: string };

/** Groups by id, as far as the actor may know of them. */
export async function groupsSeen(
	{ store, access, groupTarget }: Pick<NotesDeps, 'store' | 'access' | 'groupTarget'>,
	actor: Actor,
	ids: readonly string[]
): Promise<Map<string, NamedGroup>> {
	const rows = await store.groups.byIds([...new Set(ids)]);
	return new Map(
		rows
			.filter((row: GroupRow) => access.can(actor, 'group.see', groupTarget(row)))
			.map(({ id, slug, name }) => [id, { id, slug, name }])
	);
}

/** People by id with the organisation each is shown with; those who can no longer sign in are among them. */
export async function namesOf(
	inside: Queries,
	ids: readonly string[]
): Promise<(id: string) => { id: string; name: string; organisation: string }> {
	const rows = Map.groupBy(
		await inside.discussions.people([...new Set(ids)]),
		({ member_id }: PersonSeatRow) => member_id
	);
	return (id) => {
		const [first] = rows.get(id) ?? [];
		return {
			id,
			name: first?.name ?? 'Somebody who has left',
			organisation: first?.organisation_name ?? ''
		};
	};
}

export function createNoteView(deps: Pick<NotesDeps, 'store' | 'access' | 'groupTarget'>) {
	const { store, access } = deps;

	async function toNotes(actor: Actor, rows: readonly NoteWithNames[]): Promise<Note[]> {
		const ids = rows.map(({ id }) => id);
		const [commitments, themes, organisations, groups] = await Promise.all([
			store.notes.commitmentsOf(ids),
			store.notes.themesOf(ids),
			store.notes.organisationsOf(ids),
			store.notes.groupsOf(ids)
		]);
		const named = await groupsSeen(deps, actor, [
			...groups.map(({ group_id }) => group_id),
			...rows.flatMap(({ group_id }) => group_id ?? [])
		]);
		const person = await namesOf(
			store,
			rows.flatMap((row) => [...row.co_authors, row.archived_by ?? []].flat())
		);
		return rows.map((row) => {
			const target = noteTarget(row);
			const of = <T extends { note_id: string }>(all: readonly T[]): T[] =>
				all.filter(({ note_id }) => note_id === row.id);
			return {
				id: row.id,
				title: row.title,
				kind: row.kind,
				visibility: row.visibility,
				group: (row.group_id === null ? undefined : named.get(row.group_id)) ?? null,
				commitments: of(commitments).map(({ commitment }) => commitment),
				themes: of(themes).map(({ theme }) => theme),
				organisations: of(organisations).map(({ id, name }) => ({ id, name })),
				groups: of(groups).flatMap(({ group_id }) => named.get(group_id) ?? []),
				author: { id: row.author_id, name: row.author_name, organisation: row.organisation_name },
				coAuthors: row.co_authors.map(person),
				contentNote: row.content_note,
				isSuggested: row.is_suggested === 1,
				documentName: row.document_name,
				createdAt: row.created_at,
				isSample: row.is_sample === 1,
				archived:
					row.archived_at === null
						? null
						: {
								at: row.archived_at,
								by: row.archived_by === null ? '' : person(row.archived_by).name,
								reason: row.archived_reason ?? ''
							},
				abilities: {
					write: access.can(actor, 'note.write', target),
					share: access.can(actor, 'note.share', target),
					archive: access.can(actor, 'note.archive', target),
					offer: access.can(actor, 'note.offer', target)
				}
			};
		});
	}

	/** @throws DomainError not-found */
	async function seen(actor: Actor, id: string): Promise<NoteWithNames> {
		const row = await store.notes.byId(id);
		if (row === undefined) throw notFound();
		access.require(actor, 'note.see', noteTarget(row));
		return row;
	}

	/** @throws DomainError not-found */
	async function byId(actor: Actor, id: string): Promise<Note> {
		const [note] = await toNotes(actor, [await seen(actor, id)]);
		if (note === undefined) throw notFound();
		return note;
	}

	return { toNotes, seen, byId };
}

export type NoteView = ReturnType<typeof createNoteView>;
