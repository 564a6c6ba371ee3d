// With whom a note's author writes it. Whoever is made an author reads and writes the note whoever else may.
import type { Actor, Member } from '#server/kernel/actor.ts';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { DomainEvent } from '#server/kernel/events.ts';
import type { Store } from '#server/storage/store.ts';
import type { Note } from '#shared/note-output.ts';
import type { NoteView } from './note-view.ts';
import { noteTarget } from './note-target.ts';
import type { NotesDeps } from './notes-deps.ts';
import { everybody } from './readers.ts';

type SettleIfAllAgree = (
	inside: Store,
	emit: (event: DomainEvent) => void,
	actor: Actor,
	noteId: string
) => Promise<void>;

/** Members with a seat know each other; a guest knows those of the groups they are in (F6). */
const knows = (actor: Actor, other: Member): boolean =>
	actor.kind === 'member' &&
	((actor.seats.length > 0 && other.seats.length > 0) ||
		actor.groups.some(({ groupId }) => other.groups.some((place) => place.groupId === groupId)));

export function createNoteAuthors(
	{ store, transact, access, audit, clock, notify }: NotesDeps,
	{ seen, byId }: NoteView,
	settleIfAllAgree: SettleIfAllAgree
) {
	async function candidates(inside: Store, actor: Actor): Promise<Member[]> {
		return (await everybody(inside, clock.iso())).filter((member) => knows(actor, member));
	}

	return {
		/** Who could be made an author of it. @throws DomainError not-found, not-allowed */
		async possibleAuthors(
			actor: Actor,
			id: string
		): Promise<{ id: string; name: string; organisation: string }[]> {
			const row = await seen(actor, id);
			access.require(actor, 'note.share', noteTarget(row));
			return (await candidates(store, actor))
				.filter(({ memberId }) => memberId !== row.author_id)
				.map(({ memberId, name, seats }) => ({
					id: memberId,
					name,
					organisation: seats[0]?.organisationName ?? ''
				}));
		},

		/** Who is left out is no author any more, at once; the author stays. Whoever comes in is told, and so are the
		 *  others. @throws DomainError not-found, not-allowed, invalid */
		async setCoAuthors(
			actor: Actor,
			id: string,
			memberIds: readonly string[]
		): Promise<Note | null> {
			await seen(actor, id);
			await transact(async (inside, emit) => {
				const row = await inside.notes.byId(id);
				if (row === undefined) throw notFound();
				access.require(actor, 'note.share', noteTarget(row));
				const wanted = memberIds.filter((memberId) => memberId !== row.author_id);
				const added = wanted.filter((memberId) => !row.co_authors.includes(memberId));
				const known = new Set((await candidates(inside, actor)).map(({ memberId }) => memberId));
				if (!added.every((memberId) => known.has(memberId))) {
					throw new DomainError('invalid', {
						field: 'memberIds',
						message: 'There is no such person.'
					});
				}
				await inside.notes.setAuthors(id, wanted);
				const by = actor.kind === 'member' ? actor.memberId : null;
				await notify(inside, {
					memberIds: added.length === 0 ? [] : [row.author_id, ...wanted],
					kind: 'note',
					about: { kind: 'note', id },
					key: `authors:${id}`,
					by,
					path: `/learning/${id}`
				});
				await audit(inside, actor, {
					action: 'note.set-authors',
					target: id,
					details: { memberIds: wanted.join(' ') }
				});
				await settleIfAllAgree(inside, emit, actor, id);
				emit({ type: 'note-changed', noteId: id });
				emit({
					type: 'access-changed',
					scope: { kind: 'document', documentName: row.document_name }
				});
				if (row.visibility === 'public') emit({ type: 'record-changed' });
			});
			// Somebody who leaves a private note may not see it any more.
			return byId(actor, id).catch((error: unknown) => {
				if (error instanceof DomainError && error.code === 'not-found') return null;
				throw error;
			});
		}
	};
}
