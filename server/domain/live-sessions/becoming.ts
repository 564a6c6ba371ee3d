// What came of a session goes further: as a learning note, a group's action or decision, a challenge. Only what may
// leave the room does, its facilitators take it out, and each of the two leads to the other. A note can then be offered
// to a section as evidence like any other.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { SessionOutcomeRow } from '#server/storage/session-outcomes.ts';
import type { AddAction, RecordDecision } from '#shared/action-input.ts';
import type { RaiseChallenge } from '#shared/challenge-input.ts';
import { dayOf } from '#shared/dates.ts';
import type { Become } from '#shared/live-session/becoming-input.ts';
import type { SessionRecord } from '#shared/live-session/record-output.ts';
import type { StartNote } from '#shared/note-input.ts';
import { known, readRun, type Known, type LiveSessionsDeps } from './live-sessions-deps.ts';
import { noteOf, sectionsOf } from './outcomes-as-text.ts';
import type { createSessionOrigins } from './session-origins.ts';
import { notesNodes, type SessionTexts } from './session-notes.ts';

export type SessionBecoming = ReturnType<typeof createSessionBecoming>;

type Made = { id: string };

export type SessionBecomingDeps = LiveSessionsDeps & {
	texts: SessionTexts;
	record(actor: Actor, id: string): Promise<SessionRecord>;
	startNote(actor: Actor, input: StartNote, text: object): Promise<Made>;
	addAction(actor: Actor, input: AddAction): Promise<Made>;
	possibleOwners(
		actor: Actor,
		groupId: string | null
	): Promise<readonly { id: string; name: string }[]>;
	recordDecision(actor: Actor, input: RecordDecision): Promise<Made>;
	raiseChallenge(actor: Actor, input: RaiseChallenge): Promise<Made>;
	/** Where the workspace is. */
	origin: string;
	/** Those of these sessions that the actor may know of. */
	sessionsSeen: ReturnType<typeof createSessionOrigins>;
};

export function createSessionBecoming(deps: SessionBecomingDeps) {
	const { store, access, texts } = deps;

	/** A session that is over, for its facilitators. @throws DomainError not-found, not-allowed, conflict */
	async function over(actor: Actor, id: string): Promise<Known> {
		const found = await known(deps, store, actor, id);
		access.require(actor, 'live-session.carry-further', found.target);
		const { state } = found.row;
		if (state === 'closing' || state === 'closed') return found;
		throw new DomainError('conflict', { message: 'The session is not over yet.' });
	}

	const stays = (): DomainError =>
		new DomainError('conflict', {
			message: 'This stays in the room: nobody chose that it leaves.'
		});

	async function outcomeOf(id: string, outcomeId: string): Promise<SessionOutcomeRow> {
		const row = (await store.sessionOutcomes.of(id)).find((each) => each.id === outcomeId);
		if (row === undefined) throw notFound();
		if (row.leaves !== 1) throw stays();
		if (row.became_kind === null) return row;
		throw new DomainError('conflict', { message: 'That was taken further already.' });
	}

	/** A person of the session whom the group knows by the name that stands there. */
	async function ownerOf(
		actor: Actor,
		groupId: string | null,
		name: string | null
	): Promise<string | null> {
		if (name === null) return null;
		const owners = await deps.possibleOwners(actor, groupId);
		const alike = owners.filter((owner) => owner.name === name);
		return alike.length === 1 ? (alike[0]?.id ?? null) : null;
	}

	async function make(
		actor: Actor,
		{ id, endedAt }: { id: string; endedAt: number },
		row: SessionOutcomeRow,
		input: Become
	): Promise<Made> {
		const origin = { kind: 'session' as const, id };
		switch (input.as) {
			case 'action': {
				const { groupId } = input;
				const ownerId = await ownerOf(actor, groupId, row.owner_name);
				const isNamed = ownerId !== null || row.owner_name === null;
				return deps.addAction(actor, {
					words: isNamed ? row.words : `${row.words} (${row.owner_name})`,
					...(groupId === null ? {} : { groupId }),
					ownerId,
					dueOn: row.due_on,
					origin
				});
			}
			case 'decision':
				return deps.recordDecision(actor, {
					groupId: input.groupId,
					words: row.words,
					reasons: input.reasons,
					decidedOn: dayOf(new Date(endedAt).toISOString()),
					origin
				});
			case 'challenge': {
				const { as: _, body = row.words, ...challenge } = input;
				return deps.raiseChallenge(actor, { ...challenge, body });
			}
		}
	}

	return {
		/**
		 * A learning note of all that leaves the room, to be written on. @returns its id
		 * @throws DomainError not-found, not-allowed, invalid; conflict when nothing leaves the room
		 */
		async toNote(actor: Actor, id: string, input: StartNote): Promise<Made> {
			const { row } = await over(actor, id);
			const { outcomes } = await deps.record(actor, id);
			const leaving = outcomes.filter(({ leaves }) => leaves);
			if (leaving.length === 0) {
				throw new DomainError('conflict', { message: 'Nothing was chosen to leave the room.' });
			}
			const hasNotes = leaving.some(({ kind }) => kind === 'notes');
			const notes = hasNotes
				? notesNodes(readRun(row), (await texts([row.document_name]))(row.document_name))
				: [];
			const from = { title: row.title, href: `${deps.origin}/sessions/${id}/record` };
			const text = noteOf(sectionsOf(leaving, notes), from);
			const note = await deps.startNote(actor, input, text);
			for (const each of leaving) {
				await store.sessionOutcomes.become(each.id, { kind: 'note', id: note.id });
			}
			return { id: note.id };
		},

		/** @returns the id of what it became. @throws DomainError not-found, not-allowed, invalid, conflict */
		async become(actor: Actor, id: string, outcomeId: string, input: Become): Promise<Made> {
			const { row: session } = await over(actor, id);
			const endedAt = readRun(session).endedAt ?? deps.clock.now();
			const row = await outcomeOf(id, outcomeId);
			const made = await make(actor, { id, endedAt }, row, input);
			await store.sessionOutcomes.become(outcomeId, { kind: input.as, id: made.id });
			return { id: made.id };
		},

		/** The sessions out of which a note or a challenge came, for those who may know of them. */
		async sessionsOf(
			actor: Actor,
			kind: 'note' | 'challenge',
			id: string
		): Promise<{ id: string; title: string; url: string }[]> {
			const ids = await store.sessionOutcomes.sessionsOf(kind, id);
			const seen = await deps.sessionsSeen(actor, ids);
			return ids.flatMap((each) => {
				const found = seen.get(each);
				return found === undefined ? [] : [{ id: each, ...found }];
			});
		}
	};
}
