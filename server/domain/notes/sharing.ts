// Who may see a note, and asking its authors before more people may. Fewer people is done at once: what they have read
// by then cannot be taken back, which is said before.
import type { Actor, Member } from '#server/kernel/actor.ts';
import { memberIdOf } from '#server/kernel/actor.ts';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { DomainEvent } from '#server/kernel/events.ts';
import { newId } from '#server/kernel/ids.ts';
import type { NoteWithNames } from '#server/storage/notes.ts';
import type { WideningRow } from '#server/storage/note-widenings.ts';
import type { Store } from '#server/storage/store.ts';
import type { AnswerWidening, NewCircle } from '#shared/note-input.ts';
import type { CirclePreview, Note, Widening } from '#shared/note-output.ts';
import { changeOf, type Circle } from './circles.ts';
import { groupsSeen, namesOf, type NoteView } from './note-view.ts';
import { noteTarget } from './note-target.ts';
import type { NotesDeps } from './notes-deps.ts';
import { counted, everybody, gainedBy } from './readers.ts';

const circleOf = (row: { visibility: Circle['visibility']; group_id: string | null }): Circle => ({
	visibility: row.visibility,
	groupId: row.group_id
});

/** What makes one notice of asking about one widening. */
const keyOf = (wideningId: string): string => `widening:${wideningId}`;

const pathOf = (noteId: string): string => `/learning/${noteId}/sharing`;

/** A note is given to a group only by somebody who is in it.
 *  @param present the group that has it already
 *  @throws DomainError invalid */
export async function mayGiveTo(
	{ store, access, groupTarget }: Pick<NotesDeps, 'store' | 'access' | 'groupTarget'>,
	actor: Actor,
	{ visibility, groupId }: NewCircle,
	present: string | null
): Promise<void> {
	if (visibility === 'group' && groupId === null) {
		throw new DomainError('invalid', { field: 'groupId', message: 'Say which group.' });
	}
	if (groupId === null || groupId === present) return;
	const [group] = await store.groups.byIds([groupId]);
	if (group === undefined || !access.can(actor, 'group.take-part', groupTarget(group))) {
		throw new DomainError('invalid', {
			field: 'groupId',
			message: 'Choose a group that you are a member of.'
		});
	}
}

export function createSharing(deps: NotesDeps, { seen, byId }: NoteView) {
	const { store, transact, access, audit, clock, notify, settle } = deps;

	/** The authors who can still answer, but for the actor. */
	async function otherAuthors(inside: Store, row: NoteWithNames, actor: Actor): Promise<string[]> {
		const ids = [row.author_id, ...row.co_authors].filter((id) => id !== memberIdOf(actor));
		const known = await inside.discussions.people(ids);
		return ids.filter((id) => known.some(({ member_id }) => member_id === id));
	}

	async function apply(
		inside: Store,
		emit: (event: DomainEvent) => void,
		actor: Actor,
		row: NoteWithNames,
		to: Circle
	): Promise<void> {
		await inside.notes.update(row.id, { visibility: to.visibility, group_id: to.groupId });
		await audit(inside, actor, {
			action: 'note.share',
			target: row.id,
			details: { from: row.visibility, to: to.visibility, group: to.groupId }
		});
		emit({ type: 'note-changed', noteId: row.id });
		emit({ type: 'access-changed', scope: { kind: 'document', documentName: row.document_name } });
		if (row.visibility === 'public' || to.visibility === 'public') emit({ type: 'record-changed' });
	}

	/** Ends what was asked and is still open. */
	async function close(
		inside: Store,
		row: WideningRow,
		outcome: NonNullable<WideningRow['outcome']>
	): Promise<void> {
		await inside.notes.settleWidening(row.id, outcome, clock.iso());
		await settle(inside, { key: keyOf(row.id) });
	}

	/** Lets more people in as soon as every author has agreed. */
	async function settleIfAllAgree(
		inside: Store,
		emit: (event: DomainEvent) => void,
		actor: Actor,
		noteId: string
	): Promise<void> {
		const widening = await inside.notes.lastWidening(noteId);
		const row = await inside.notes.byId(noteId);
		if (widening === undefined || widening.outcome !== null || row === undefined) return;
		const answers = await inside.notes.wideningAnswers(widening.id);
		const agreed = new Set(
			answers.filter(({ agrees }) => agrees === 1).map(({ member_id }) => member_id)
		);
		const authors = await otherAuthors(inside, row, { kind: 'system' });
		if (!authors.every((id) => agreed.has(id))) return;
		await close(inside, widening, 'agreed');
		await apply(inside, emit, actor, row, circleOf(widening));
	}

	async function openWidening(inside: Store, noteId: string): Promise<WideningRow> {
		const widening = await inside.notes.lastWidening(noteId);
		if (widening === undefined || widening.outcome !== null) {
			throw new DomainError('conflict', {
				message: 'Nothing is asked about this note any more. Look at who may read it now.'
			});
		}
		return widening;
	}

	async function toWidening(actor: Actor, note: NoteWithNames): Promise<Widening | null> {
		const row = await store.notes.lastWidening(note.id);
		if (row === undefined) return null;
		const answers = await store.notes.wideningAnswers(row.id);
		const authors = await otherAuthors(store, note, { kind: 'system' });
		const name = await namesOf(store, [row.asked_by, ...authors]);
		const groups = await groupsSeen(deps, actor, row.group_id === null ? [] : [row.group_id]);
		const named = (id: string) => ({ id, name: name(id).name });
		return {
			id: row.id,
			visibility: row.visibility,
			group: groups.get(row.group_id ?? '') ?? null,
			askedBy: named(row.asked_by),
			askedAt: row.asked_at,
			outcome: row.outcome,
			answers: answers.map((answer) => ({
				by: { id: answer.member_id, name: answer.name },
				agrees: answer.agrees === 1,
				reason: answer.reason,
				at: answer.at
			})),
			waitsFor:
				row.outcome === null
					? authors.filter((id) => !answers.some(({ member_id }) => member_id === id)).map(named)
					: []
		};
	}

	return {
		settleIfAllAgree,

		/** Who would come to read it, who would not any more, and which authors would be asked.
		 *  @throws DomainError not-found, not-allowed, invalid */
		async previewSharing(actor: Actor, id: string, to: NewCircle): Promise<CirclePreview> {
			const row = await seen(actor, id);
			const now = noteTarget(row);
			access.require(actor, 'note.share', now);
			await mayGiveTo(deps, actor, to, row.group_id);
			const people = await everybody(store, clock.iso());
			const then = { ...now, visibility: to.visibility, groupId: to.groupId };
			const change = changeOf(circleOf(row), to);
			const asks = change === 'wider' ? await otherAuthors(store, row, actor) : [];
			const groups = await groupsSeen(deps, actor, to.groupId === null ? [] : [to.groupId]);
			return {
				change,
				visibility: to.visibility,
				group: groups.get(to.groupId ?? '') ?? null,
				gains: counted(actor, gainedBy(access, people, now, then)),
				loses: counted(actor, gainedBy(access, people, then, now)),
				asks: asks.map(await namesOf(store, asks)),
				wasPublic: row.visibility === 'public' && to.visibility !== 'public'
			};
		},

		/** Working groups the actor could give a note to. */
		async ownGroups(actor: Actor): Promise<{ id: string; slug: string; name: string }[]> {
			if (actor.kind !== 'member') return [];
			const rows = await store.groups.byIds(actor.groups.map(({ groupId }) => groupId));
			return rows
				.filter((row) => access.can(actor, 'group.take-part', deps.groupTarget(row)))
				.map(({ id, slug, name }) => ({ id, slug, name }));
		},

		/** What the authors were last asked; for them only. @throws DomainError not-found, not-allowed */
		async widening(actor: Actor, id: string): Promise<Widening | null> {
			const row = await seen(actor, id);
			access.require(actor, 'note.share', noteTarget(row));
			return toWidening(actor, row);
		},

		/** Fewer people at once; more people as soon as all authors agree, which a sole author does by asking.
		 *  @throws DomainError not-found, not-allowed, invalid */
		async share(
			actor: Actor,
			id: string,
			to: NewCircle
		): Promise<{ note: Note; widening: Widening | null }> {
			const present = await seen(actor, id);
			access.require(actor, 'note.share', noteTarget(present));
			await mayGiveTo(deps, actor, to, present.group_id);
			await transact(async (inside, emit) => {
				const row = await inside.notes.byId(id);
				if (row === undefined) throw notFound();
				access.require(actor, 'note.share', noteTarget(row));
				const change = changeOf(circleOf(row), to);
				if (change === 'same') return;
				const asked = await inside.notes.lastWidening(id);
				if (asked?.outcome === null) await close(inside, asked, 'taken-back');
				const by = memberIdOf(actor);
				const others = await otherAuthors(inside, row, actor);
				if (change === 'narrower' || others.length === 0 || by === null) {
					return apply(inside, emit, actor, row, to);
				}
				const wideningId = newId();
				const at = clock.iso();
				await inside.notes.addWidening({
					id: wideningId,
					note_id: id,
					visibility: to.visibility,
					group_id: to.groupId,
					asked_by: by,
					asked_at: at,
					outcome: null,
					settled_at: null
				});
				await inside.notes.answerWidening({
					widening_id: wideningId,
					member_id: by,
					agrees: 1,
					reason: '',
					at
				});
				await notify(inside, {
					memberIds: others,
					kind: 'widening',
					about: { kind: 'note', id },
					key: keyOf(wideningId),
					by,
					path: pathOf(id)
				});
				await audit(inside, actor, {
					action: 'note.ask-to-widen',
					target: id,
					details: { to: to.visibility, group: to.groupId }
				});
				emit({ type: 'note-changed', noteId: id });
			});
			const narrowed = await store.notes.byId(id);
			if (narrowed === undefined) throw notFound();
			return { note: await byId(actor, id), widening: await toWidening(actor, narrowed) };
		},

		/** An author's answer. One no ends it; when all have agreed, more people may read it from then on.
		 *  @throws DomainError not-found, not-allowed, conflict, invalid */
		async answerWidening(
			actor: Actor,
			id: string,
			{ agrees, reason }: AnswerWidening
		): Promise<{ note: Note; widening: Widening | null }> {
			const present = await seen(actor, id);
			access.require(actor, 'note.share', noteTarget(present));
			const member = actor as Member;
			if (!agrees && reason.length < 3) {
				throw new DomainError('invalid', {
					field: 'reason',
					message: 'Say why not, in a few words the other authors will read.'
				});
			}
			await transact(async (inside, emit) => {
				const widening = await openWidening(inside, id);
				await inside.notes.answerWidening({
					widening_id: widening.id,
					member_id: member.memberId,
					agrees: agrees ? 1 : 0,
					reason,
					at: clock.iso()
				});
				await settle(inside, { key: keyOf(widening.id), memberIds: [member.memberId] });
				await audit(inside, actor, {
					action: agrees ? 'note.agree-to-widen' : 'note.decline-to-widen',
					target: id
				});
				emit({ type: 'note-changed', noteId: id });
				if (agrees) await settleIfAllAgree(inside, emit, actor, id);
				else await close(inside, widening, 'declined');
				const after = await inside.notes.lastWidening(id);
				if (after?.outcome === null || widening.asked_by === member.memberId) return;
				await notify(inside, {
					memberIds: [widening.asked_by],
					kind: 'note',
					about: { kind: 'note', id },
					key: `widening-answer:${widening.id}`,
					by: member.memberId,
					path: pathOf(id)
				});
			});
			return { note: await byId(actor, id), widening: await toWidening(actor, present) };
		},

		/** @throws DomainError not-found, not-allowed, conflict */
		async takeWideningBack(actor: Actor, id: string): Promise<Note> {
			const present = await seen(actor, id);
			access.require(actor, 'note.share', noteTarget(present));
			await transact(async (inside, emit) => {
				await close(inside, await openWidening(inside, id), 'taken-back');
				await audit(inside, actor, { action: 'note.take-widening-back', target: id });
				emit({ type: 'note-changed', noteId: id });
			});
			return byId(actor, id);
		}
	};
}
