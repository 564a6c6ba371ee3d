// Learning notes: what worked, what did not, told to those the authors choose.
import { DomainError } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { DomainEvent } from '#server/kernel/events.ts';
import type { NoteWithNames } from '#server/storage/notes.ts';
import type { Store } from '#server/storage/store.ts';
import { noteField } from '#shared/document-fields.ts';
import type { ChangeNote, ListNotes, StartNote } from '#shared/note-input.ts';
import type { Note, NoteContent } from '#shared/note-output.ts';
import { createNoteAuthors } from './note-authors.ts';
import { createNoteView, groupsSeen, type NamedGroup } from './note-view.ts';
import { noteTarget } from './note-target.ts';
import type { NotesDeps } from './notes-deps.ts';
import { outlineOf } from './outlines.ts';
import { createNotesRevision } from './notes-revision.ts';
import { createSharing, mayGiveTo } from './sharing.ts';

export { noteTarget };
export type { Note, NoteContent };

/** Rows looked at per storage call while a page is filled with those the actor may see. */
const chunk = 100;

export type Notes = ReturnType<typeof createNotes>;

export function createNotes(deps: NotesDeps) {
	const { store, transact, access, audit, clock, texts, updatesOf } = deps;
	const view = createNoteView(deps);
	const { byId, seen, toNotes } = view;
	const sharing = createSharing(deps, view);

	/** @throws DomainError invalid when one is unknown, or may not be known */
	async function requireNamed(
		actor: Actor,
		{
			organisationIds = [],
			groupIds = []
		}: { organisationIds?: readonly string[]; groupIds?: readonly string[] }
	): Promise<void> {
		const organisations = await store.rounds.organisationsByIds(organisationIds);
		if (organisations.length < organisationIds.length) {
			throw new DomainError('invalid', {
				field: 'organisationIds',
				message: 'There is no such organisation.'
			});
		}
		const groups = await groupsSeen(deps, actor, groupIds);
		if (groups.size < groupIds.length) {
			throw new DomainError('invalid', { field: 'groupIds', message: 'There is no such group.' });
		}
	}

	/** What has changed for whom, once it is committed. */
	function changed(row: Pick<NoteWithNames, 'id' | 'visibility'>): DomainEvent[] {
		const told: DomainEvent[] = [{ type: 'note-changed', noteId: row.id }];
		return row.visibility === 'public' ? [...told, { type: 'record-changed' }] : told;
	}

	async function archiving(
		actor: Actor,
		id: string,
		work: (inside: Store, row: NoteWithNames) => Promise<void>
	): Promise<Note> {
		await transact(async (inside, emit) => {
			const row = await inside.notes.byId(id);
			if (row === undefined) throw new DomainError('not-found');
			access.require(actor, 'note.archive', noteTarget(row));
			await work(inside, row);
			for (const event of changed(row)) emit(event);
			emit({
				type: 'access-changed',
				scope: { kind: 'document', documentName: row.document_name }
			});
		});
		return byId(actor, id);
	}

	return {
		...sharing,
		...createNoteAuthors(deps, view, sharing.settleIfAllAgree),

		/** Notes the actor may see, newest first. `next` continues the list. */
		async list(
			actor: Actor,
			{ limit, after, ...wanted }: { limit: number } & Partial<ListNotes>
		): Promise<{ items: Note[]; next: string | null }> {
			const found: NoteWithNames[] = [];
			let before = after;
			for (;;) {
				const rows = await store.notes.page(chunk, before, {
					kind: wanted.kind,
					commitment: wanted.commitment,
					theme: wanted.theme === '' ? undefined : wanted.theme,
					organisationId: wanted.organisation,
					groupId: wanted.group,
					isArchived: wanted.archived === 'yes'
				});
				found.push(...rows.filter((row) => access.can(actor, 'note.see', noteTarget(row))));
				before = rows.at(-1)?.id;
				if (rows.length < chunk || found.length > limit) break;
			}
			const items = found.slice(0, limit);
			return {
				items: await toNotes(actor, items),
				next: found.length > limit ? (items.at(-1)?.id ?? null) : null
			};
		},

		/** Public notes that are not archived, for whoever reads the public record. */
		async publicOnes(actor: Actor): Promise<Note[]> {
			const rows = await store.notes.publicOnes();
			return toNotes(
				actor,
				rows.filter((row) => access.can(actor, 'note.see', noteTarget(row)))
			);
		},

		/** Notes that an organisation's members wrote, oldest first, as far as the actor may see them. */
		async ofOrganisation(actor: Actor, organisationId: string): Promise<Note[]> {
			const rows = await store.notes.ofOrganisation(organisationId);
			return toNotes(
				actor,
				rows.filter((row) => access.can(actor, 'note.see', noteTarget(row)))
			);
		},

		/** Another one whenever what a note says, its text or who may see it has changed: a page made of notes is the same
		 *  for as long as this is. */
		revision: createNotesRevision(deps),

		/** @throws DomainError not-found */
		byId,

		/** What a note can name, as far as the actor may know of it: for the forms. @throws DomainError not-signed-in */
		async nameable(actor: Actor): Promise<{
			organisations: { id: string; name: string }[];
			groups: NamedGroup[];
		}> {
			access.require(actor, 'workspace.enter', { kind: 'alliance' });
			const organisations = await store.rounds.organisations();
			const groups = await groupsSeen(
				deps,
				actor,
				(await store.groups.all())
					.filter(({ archived_at }) => archived_at === null)
					.map(({ id }) => id)
			);
			return {
				organisations: organisations.map(({ id, name }) => ({ id, name })),
				groups: [...groups.values()].toSorted((one, other) =>
					one.name.localeCompare(other.name, 'en-GB')
				)
			};
		},

		/** Titles of those of these notes that the actor may see. */
		async titles(actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
			const rows = await store.notes.byIds(ids);
			return new Map(
				rows
					.filter((row) => access.can(actor, 'note.see', noteTarget(row)))
					.map(({ id, title }) => [id, title])
			);
		},

		/** The text as it is on the disk. @throws DomainError not-found */
		async content(actor: Actor, id: string): Promise<NoteContent> {
			const row = await seen(actor, id);
			const text = (await texts([row.document_name]))(row.document_name).content[noteField];
			return {
				id: row.id,
				title: row.title,
				contentNote: row.content_note,
				html: text?.html ?? '',
				text: text?.text ?? '',
				words: text?.words ?? 0
			};
		},

		/** @param text what it begins with, as ProseMirror JSON; left out: the headings of its kind, where they are asked for
		 *  @throws DomainError not-signed-in, not-allowed, invalid */
		async start(actor: Actor, input: StartNote, text?: object): Promise<Note> {
			access.require(actor, 'note.start', { kind: 'alliance' });
			const seat = actor.kind === 'member' ? actor.seats[0] : undefined;
			if (actor.kind !== 'member' || seat === undefined) throw new DomainError('not-allowed');
			const member: Member = actor;
			await mayGiveTo(deps, member, input, null);
			await requireNamed(actor, input);
			const id = newId();
			const documentName = `note-${id}`;
			const at = clock.iso();
			await transact(async (inside, emit) => {
				await inside.documents.create(documentName, 'note', at);
				const begun = text ?? (input.outline ? outlineOf(input.kind) : null);
				const bytes = begun === null ? [] : updatesOf([{ [noteField]: begun }]);
				await inside.documents.appendToLogs(
					bytes.map((update) => ({
						document_name: documentName,
						seq: 1,
						member_id: member.memberId,
						at,
						bytes: update
					}))
				);
				await inside.notes.add(
					{
						id,
						title: input.title,
						author_id: member.memberId,
						organisation_id: seat.organisationId,
						kind: input.kind,
						group_id: input.groupId,
						visibility: input.visibility,
						content_note: input.contentNote,
						is_suggested: input.isSuggested ? 1 : 0,
						document_name: documentName,
						is_sample: 0,
						created_at: at,
						archived_at: null,
						archived_by: null,
						archived_reason: null
					},
					input
				);
				await audit(inside, actor, {
					action: 'note.start',
					target: id,
					details: { visibility: input.visibility }
				});
				for (const event of changed({ id, visibility: input.visibility })) emit(event);
			});
			return byId(actor, id);
		},

		/** What it says of itself; what is left out stays. Whether it may be suggested is its authors' to say.
		 *  @throws DomainError not-found, not-allowed, invalid */
		async change(actor: Actor, id: string, input: ChangeNote): Promise<Note> {
			const before = await byId(actor, id);
			await requireNamed(actor, {
				organisationIds: input.organisationIds ?? [],
				// A group its writer may not know of stays; only what is named anew is looked at.
				groupIds: input.groupIds ?? []
			});
			await transact(async (inside, emit) => {
				const row = await inside.notes.byId(id);
				if (row === undefined) throw new DomainError('not-found');
				access.require(actor, 'note.write', noteTarget(row));
				if (input.isSuggested !== undefined && input.isSuggested !== (row.is_suggested === 1)) {
					access.require(actor, 'note.share', noteTarget(row));
				}
				await inside.notes.update(id, {
					...(input.title === undefined ? {} : { title: input.title }),
					...(input.kind === undefined ? {} : { kind: input.kind }),
					...(input.contentNote === undefined ? {} : { content_note: input.contentNote }),
					...(input.isSuggested === undefined ? {} : { is_suggested: input.isSuggested ? 1 : 0 })
				});
				const kept = (await inside.notes.groupsOf([id]))
					.map(({ group_id }) => group_id)
					.filter((groupId) => !before.groups.some((group) => group.id === groupId));
				await inside.notes.setTags(id, {
					...(input.commitments === undefined ? {} : { commitments: input.commitments }),
					...(input.themes === undefined ? {} : { themes: input.themes }),
					...(input.organisationIds === undefined
						? {}
						: { organisationIds: input.organisationIds }),
					...(input.groupIds === undefined
						? {}
						: { groupIds: [...new Set([...input.groupIds, ...kept])] })
				});
				await audit(inside, actor, {
					action: 'note.change',
					target: id,
					details: { fields: Object.keys(input).join(' ') }
				});
				for (const event of changed(row)) emit(event);
			});
			return byId(actor, id);
		},

		/** Out of the lists and no longer written; whoever could read it still can, at its address.
		 *  @throws DomainError not-found, not-allowed, conflict */
		archive: (actor: Actor, id: string, { reason }: { reason: string }): Promise<Note> =>
			archiving(actor, id, async (inside, row) => {
				if (row.archived_at !== null) {
					throw new DomainError('conflict', { message: 'It is archived already.' });
				}
				await inside.notes.update(id, {
					archived_at: clock.iso(),
					archived_by: actor.kind === 'member' ? actor.memberId : null,
					archived_reason: reason
				});
				await audit(inside, actor, { action: 'note.archive', target: id, details: { reason } });
			}),

		/** @throws DomainError not-found, not-allowed */
		bringBack: (actor: Actor, id: string): Promise<Note> =>
			archiving(actor, id, async (inside) => {
				await inside.notes.update(id, {
					archived_at: null,
					archived_by: null,
					archived_reason: null
				});
				await audit(inside, actor, { action: 'note.bring-back', target: id });
			})
	};
}
