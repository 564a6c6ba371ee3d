// Learning notes: what worked, what did not, told to those the author chooses.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { NoteTarget } from '#server/domain/access/targets.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { NoteRow, NoteWithNames } from '#server/storage/notes.ts';
import type { Store } from '#server/storage/store.ts';
import type { StartNote } from '#shared/note-input.ts';
import type { NoteVisibility } from '#shared/states.ts';

export type Note = {
	id: string;
	title: string;
	visibility: NoteVisibility;
	commitments: number[];
	author: { id: string; name: string; organisation: string };
	documentName: string;
	createdAt: string;
	isSample: boolean;
	abilities: { write: boolean };
};

export type NotesDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
};

/** Rows looked at per storage call while a page is filled with those the actor may see. */
const chunk = 100;

export const noteTarget = (row: NoteRow & { co_authors: readonly string[] }): NoteTarget => ({
	kind: 'note',
	visibility: row.visibility,
	authorId: row.author_id,
	coAuthorIds: row.co_authors,
	organisationId: row.organisation_id,
	groupId: row.group_id,
	isArchived: row.archived_at !== null
});

export type Notes = ReturnType<typeof createNotes>;

export function createNotes({ store, transact, access, audit, clock }: NotesDeps) {
	async function toNotes(actor: Actor, rows: readonly NoteWithNames[]): Promise<Note[]> {
		const commitments = await store.notes.commitmentsOf(rows.map((row) => row.id));
		return rows.map((row) => ({
			id: row.id,
			title: row.title,
			visibility: row.visibility,
			commitments: commitments
				.filter(({ note_id }) => note_id === row.id)
				.map(({ commitment }) => commitment),
			author: { id: row.author_id, name: row.author_name, organisation: row.organisation_name },
			documentName: row.document_name,
			createdAt: row.created_at,
			isSample: row.is_sample === 1,
			abilities: { write: access.can(actor, 'note.write', noteTarget(row)) }
		}));
	}

	async function byId(actor: Actor, id: string): Promise<Note> {
		const row = await store.notes.byId(id);
		if (row === undefined) throw notFound();
		access.require(actor, 'note.see', noteTarget(row));
		const [note] = await toNotes(actor, [row]);
		if (note === undefined) throw notFound();
		return note;
	}

	return {
		/** Notes the actor may see, newest first. `next` continues the list. */
		async list(
			actor: Actor,
			{ limit, after }: { limit: number; after?: string }
		): Promise<{ items: Note[]; next: string | null }> {
			const seen: NoteWithNames[] = [];
			let before = after;
			for (;;) {
				const rows = await store.notes.page(chunk, before);
				seen.push(...rows.filter((row) => access.can(actor, 'note.see', noteTarget(row))));
				before = rows.at(-1)?.id;
				if (rows.length < chunk || seen.length > limit) break;
			}
			const items = seen.slice(0, limit);
			return {
				items: await toNotes(actor, items),
				next: seen.length > limit ? (items.at(-1)?.id ?? null) : null
			};
		},

		/** @throws DomainError not-found */
		byId,

		/** @throws DomainError not-signed-in, not-allowed */
		async start(actor: Actor, input: StartNote): Promise<Note> {
			access.require(actor, 'note.start', { kind: 'alliance' });
			const seat = actor.kind === 'member' ? actor.seats[0] : undefined;
			if (actor.kind !== 'member' || seat === undefined) throw new DomainError('not-allowed');
			const id = newId();
			const documentName = `note-${id}`;
			await transact(async (inside) => {
				await inside.documents.create(documentName, 'note', clock.iso());
				await inside.notes.add(
					{
						id,
						title: input.title,
						author_id: actor.memberId,
						organisation_id: seat.organisationId,
						kind: 'worked',
						group_id: null,
						visibility: input.visibility,
						content_note: '',
						is_suggested: 0,
						document_name: documentName,
						is_sample: 0,
						created_at: clock.iso(),
						archived_at: null,
						archived_by: null,
						archived_reason: null
					},
					input.commitments
				);
				await audit(inside, actor, {
					action: 'note.start',
					target: id,
					details: { visibility: input.visibility }
				});
			});
			return byId(actor, id);
		}
	};
}
