// After a session: facilitators look through what was drafted from it, choose item by item what leaves the room, and
// close it. From then on its record is read by those the agreement names: all of it by who was invited, by others what
// was chosen to leave.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { anonymous, type Actor } from '#server/kernel/actor.ts';
import type { SessionOutcomeRow } from '#server/storage/session-outcomes.ts';
import type { Queries } from '#server/storage/store.ts';
import type { PollResult } from '#shared/poll-output.ts';
import type { AddOutcome, ChangeOutcome } from '#shared/live-session/outcome-input.ts';
import type { Became, Outcome, SessionRecord } from '#shared/live-session/record-output.ts';
import { known, readRun, type Known, type LiveSessionsDeps } from './live-sessions-deps.ts';
import { outcomeRow } from './outcome-row.ts';
import { joinedNotes, notesParts, type SessionTexts } from './session-notes.ts';

export type SessionClosing = ReturnType<typeof createSessionClosing>;

export type SessionClosingDeps = LiveSessionsDeps & {
	texts: SessionTexts;
	/** Those of these things that the actor may see. */
	seen(actor: Actor, refs: readonly Pick<Became, 'kind' | 'id'>[]): Promise<readonly Became[]>;
};

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const organisationsOf = (people: readonly { organisation: string | null }[]): string[] =>
	[...new Set(people.flatMap(({ organisation }) => organisation ?? []))].toSorted((one, other) =>
		one.localeCompare(other, 'en-GB')
	);

/** Who voted for what stays in the room. */
function toReader(result: PollResult, isCome: boolean): PollResult {
	if (isCome) return result;
	return result.way === 'ranked'
		? { ...result, ballots: null }
		: {
				...result,
				lines: result.lines.map((line) => ({ ...line, voters: null })),
				reasons: result.reasons.map((reason) => ({ ...reason, by: null }))
			};
}

export function createSessionClosing(deps: SessionClosingDeps) {
	const { store, transact, access, audit, clock, texts } = deps;

	/** A session that is over and not closed yet, for its facilitators. @throws DomainError */
	async function requireClosing(inside: Queries, actor: Actor, id: string): Promise<Known> {
		const found = await known(deps, inside, actor, id);
		access.require(actor, 'live-session.facilitate', found.target);
		if (found.row.state === 'closing') return found;
		throw new DomainError('conflict', { message: 'The session is not over yet.' });
	}

	function requireLeave({ row }: Known, change: Pick<ChangeOutcome, 'leaves'>): void {
		if (change.leaves !== true || row.leaving !== 'nothing') return;
		throw new DomainError('invalid', {
			field: 'leaves',
			message: 'The room has agreed that nothing leaves it.'
		});
	}

	async function outcomeOf(
		inside: Queries,
		sessionId: string,
		outcomeId: string
	): Promise<SessionOutcomeRow> {
		const rows = await inside.sessionOutcomes.of(sessionId);
		const row = rows.find(({ id }) => id === outcomeId);
		if (row === undefined) throw notFound();
		return row;
	}

	async function record(actor: Actor, id: string): Promise<SessionRecord> {
		const { row, target, members } = await known(deps, store, actor, id);
		const isCome = access.can(actor, 'live-session.see', { ...target, readers: 'room' });
		const mayCheck = access.can(actor, 'live-session.facilitate', target);
		if (!(row.state === 'closing' && mayCheck)) {
			access.require(actor, 'live-session.read-record', target);
		}
		const [rows, polls, voted, commitments] = await Promise.all([
			store.sessionOutcomes.of(id),
			store.sessionContributions.pollsOf(id),
			store.sessionContributions.ballotCounts(id),
			store.liveSessions.commitmentsOf([id])
		]);
		const results = new Map(polls.map((poll) => [poll.id, poll.result]));
		const found = await deps.seen(
			actor,
			rows.flatMap(({ became_kind: kind, became_id: becameId }) =>
				kind === null || becameId === null ? [] : [{ kind, id: becameId }]
			)
		);
		const seen = rows.filter((outcome) => isCome || outcome.leaves === 1);
		const run = readRun(row);
		const hasNotes = seen.some(({ kind }) => kind === 'notes');
		const notes = hasNotes
			? joinedNotes(notesParts(run, (await texts([row.document_name]))(row.document_name)))
			: null;
		return {
			id,
			title: row.title,
			purpose: row.purpose,
			kind: row.kind,
			groupId: row.group_id,
			commitments: commitments.map(({ commitment }) => commitment),
			startsAt: row.starts_at,
			timeZone: row.time_zone,
			agreement: { noted: row.noted, readers: row.readers, leaving: row.leaving },
			agenda: run.items.map((item) => ({ ...item })),
			state: row.state,
			isSample: row.is_sample === 1,
			startedAt: iso(run.startedAt),
			endedAt: iso(run.endedAt),
			facilitators: members.filter((each) => each.facilitates === 1).map(({ name }) => name),
			came: run.people.length,
			// Who came is the room's own.
			organisations: isCome ? organisationsOf(run.people) : [],
			outcomes: seen.map((outcome): Outcome => {
				const result = results.get(outcome.from_id ?? '') ?? null;
				return {
					id: outcome.id,
					kind: outcome.kind,
					words: outcome.words,
					itemId: outcome.item_id,
					ownerName: outcome.owner_name,
					dueOn: outcome.due_on,
					leaves: outcome.leaves === 1,
					isChecked: outcome.is_checked === 1,
					result: result === null ? null : toReader(JSON.parse(result) as PollResult, isCome),
					voted: voted.get(outcome.from_id ?? '') ?? 0,
					became:
						found.find(
							(each) => each.kind === outcome.became_kind && each.id === outcome.became_id
						) ?? null
				};
			}),
			notes,
			mayCheck,
			mayCarryFurther: access.can(actor, 'live-session.carry-further', target)
		};
	}

	/** Does something to a session that is being looked through, and tells its screens. */
	const changed = async (
		actor: Actor,
		id: string,
		work: (inside: Queries, found: Known) => Promise<void>
	): Promise<SessionRecord> => {
		await transact(async (inside, emit) => {
			await work(inside, await requireClosing(inside, actor, id));
			emit({ type: 'live-session-changed', sessionId: id });
		});
		return record(actor, id);
	};

	return {
		/** What is left of a session, as far as the actor may read it. @throws DomainError not-found, not-allowed */
		record,

		/** What everybody may read of it: whoever was in the room reads more elsewhere. @throws DomainError not-found */
		publicRecord: (id: string): Promise<SessionRecord> => record(anonymous, id),

		/** Sessions whose record everybody may read, the oldest first. */
		publicOnes: (): Promise<{ id: string; createdAt: string }[]> => store.liveSessions.publicOnes(),

		/** @throws DomainError not-found, not-allowed; conflict while it goes on; invalid */
		add: (actor: Actor, id: string, input: AddOutcome): Promise<SessionRecord> =>
			changed(actor, id, async (inside) => {
				const rows = await inside.sessionOutcomes.of(id);
				await inside.sessionOutcomes.add([
					outcomeRow({
						session_id: id,
						position: Math.max(0, ...rows.map(({ position }) => position)) + 1,
						kind: input.kind,
						words: input.words,
						owner_name: input.ownerName,
						due_on: input.dueOn,
						is_checked: 1
					})
				]);
			}),

		/** @throws DomainError not-found, not-allowed; conflict while it goes on; invalid */
		change: (
			actor: Actor,
			id: string,
			outcomeId: string,
			change: ChangeOutcome
		): Promise<SessionRecord> =>
			changed(actor, id, async (inside, found) => {
				requireLeave(found, change);
				await outcomeOf(inside, id, outcomeId);
				const { words, ownerName, dueOn, leaves, isChecked } = change;
				await inside.sessionOutcomes.change(outcomeId, {
					...(words === undefined ? {} : { words }),
					...(ownerName === undefined ? {} : { owner_name: ownerName }),
					...(dueOn === undefined ? {} : { due_on: dueOn }),
					...(leaves === undefined ? {} : { leaves: leaves ? 1 : 0 }),
					is_checked: isChecked === false ? 0 : 1
				});
			}),

		/** @throws DomainError not-found, not-allowed; conflict while it goes on */
		remove: (actor: Actor, id: string, outcomeId: string): Promise<SessionRecord> =>
			changed(actor, id, async (inside) => {
				await outcomeOf(inside, id, outcomeId);
				await inside.sessionOutcomes.remove(outcomeId);
			}),

		/** Makes it the record: nothing of it changes any more. @throws DomainError not-found, not-allowed, conflict */
		async close(actor: Actor, id: string): Promise<SessionRecord> {
			await transact(async (inside, emit) => {
				const { row } = await requireClosing(inside, actor, id);
				await inside.liveSessions.change(id, { state: 'closed', version: row.version + 1 });
				await audit(inside, actor, {
					action: 'live-session.close',
					target: id,
					details: { at: clock.iso() }
				});
				emit({
					type: 'access-changed',
					scope: { kind: 'document', documentName: row.document_name }
				});
				emit({ type: 'live-session-changed', sessionId: id });
			});
			return record(actor, id);
		}
	};
}
