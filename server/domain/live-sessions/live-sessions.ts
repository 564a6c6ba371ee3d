// Facilitated sessions: planned, entered, run. What runs is one state in one row; a command locks it, takes its step and
// writes what becomes of it before anybody is told, so that a killed process loses nothing. A command carries an id of
// its own: sent again, it is done once.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import { personIdOf, type Actor, type Caller } from '#server/kernel/actor.ts';
import type { LiveSessionRow } from '#server/storage/live-sessions.ts';
import type { LiveSessionTarget } from '#server/domain/access/targets.ts';
import type { Queries } from '#server/storage/store.ts';
import { minute } from '#shared/live-session/clock.ts';
import { totalMinutes } from '#shared/live-session/agenda.ts';
import { templates, usualAgreement } from '#shared/live-session/templates.ts';
import type { PlanSession, SessionCommand } from '#shared/live-session-input.ts';
import { actionOf, takeCommand, wipes } from './commands.ts';
import {
	documentNameOf,
	known,
	knownOf,
	type Known,
	type LiveSessionsDeps
} from './live-sessions-deps.ts';
import { mineOf } from './mine.ts';
import { changed } from './changing.ts';
import type { SessionInvitations } from './invitations.ts';
import { requireMembers } from './members.ts';
import type { SessionRehearsing } from './rehearsing.ts';
import { newRun, take, type Run } from './run.ts';
import { createWiping } from './wiping.ts';
import { besideOf, screensOf, toSession, type LiveSession, type Screens } from './session-view.ts';

export type LiveSessions = ReturnType<typeof createLiveSessions>;

export function createLiveSessions(
	deps: LiveSessionsDeps & {
		invitations: SessionInvitations;
		rehearsing: Pick<SessionRehearsing, 'remove' | 'forgetText'>;
	}
) {
	const { store, transact, access, audit, clock, invitations, rehearsing } = deps;
	const wipe = createWiping(() => store.traces.wipe(), deps.log);

	function present(actor: Actor): Caller {
		if (actor.kind === 'member' || actor.kind === 'session-guest') return actor;
		throw new DomainError('not-signed-in');
	}

	async function byId(actor: Actor, id: string): Promise<LiveSession> {
		return viewOf(store, present(actor), await known(deps, store, actor, id));
	}

	/** A session as this actor may see it. */
	async function viewOf(inside: Queries, actor: Caller, found: Known): Promise<LiveSession> {
		const [commitments, beside] = await Promise.all([
			inside.liveSessions.commitmentsOf([found.row.id]),
			besideOf(inside, found)
		]);
		const mine = await mineOf(inside, actor, found, beside);
		return toSession(access, actor, found, commitments, beside, mine, clock.now());
	}

	/** Whoever comes is among the people from then on; whoever comes back is the person they were. */
	const withPerson = (run: Run, person: Caller): Run => {
		const outcome = take(
			run,
			{
				type: 'join',
				person: {
					id: personIdOf(person),
					kind: person.kind === 'member' ? 'member' : 'guest',
					name: person.name,
					organisation:
						person.kind === 'member'
							? (person.seats[0]?.organisationName ?? null)
							: person.organisation
				}
			},
			personIdOf(person),
			clock.now()
		);
		return 'refused' in outcome ? run : outcome.run;
	};

	return {
		byId,

		/** Those the actor may know of, the latest first. @throws DomainError not-signed-in */
		async list(actor: Actor): Promise<LiveSession[]> {
			const person = present(actor);
			const found = (await knownOf(deps, store, await store.liveSessions.list())).filter(
				({ target }) => access.can(actor, 'live-session.see', target)
			);
			const commitments = await store.liveSessions.commitmentsOf(found.map(({ row }) => row.id));
			return Promise.all(
				found.map(async (each) => {
					const mine = await mineOf(store, person, each, null);
					return toSession(access, actor, each, commitments, null, mine, clock.now());
				})
			);
		},

		/** What is sent to the screens of a session, for each audience; null when there is none. */
		async screens(id: string): Promise<Screens | null> {
			const row = await store.liveSessions.byId(id);
			if (row === undefined) return null;
			const [found] = await knownOf(deps, store, [row]);
			if (found === undefined) return null;
			return screensOf(access, found, await besideOf(store, found), clock.now());
		},

		/** The facts that decide about the text of a session, by the name of its document; null when it is of none. */
		async ofDocument(
			inside: Queries,
			documentName: string
		): Promise<{ target: LiveSessionTarget; title: string } | null> {
			const row = await inside.liveSessions.byDocument(documentName);
			if (row === undefined) return null;
			const [found] = await knownOf(deps, inside, [row]);
			return found === undefined ? null : { target: found.target, title: row.title };
		},

		/** Who may know of a session; null when there is none. */
		async whoSees(id: string): Promise<((actor: Actor) => boolean) | null> {
			const row = await store.liveSessions.byId(id);
			if (row === undefined) return null;
			const [found] = await knownOf(deps, store, [row]);
			return found === undefined
				? null
				: (actor) => access.can(actor, 'live-session.see', found.target);
		},

		/** Whoever plans a session leads it, and facilitates it with those they name.
		 *  @throws DomainError not-signed-in, not-found, not-allowed, invalid */
		async plan(actor: Actor, input: PlanSession): Promise<LiveSession> {
			access.require(actor, 'live-session.begin', { kind: 'alliance' });
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			if (input.groupId !== null) {
				const group = (await deps.groupTargets([input.groupId], store)).get(input.groupId);
				if (group === undefined) throw notFound();
				access.require(actor, 'group.take-part', group);
			}
			if (input.agreement.readers === 'group' && input.groupId === null) {
				throw new DomainError('invalid', {
					field: 'readers',
					message: 'Choose the group that may read the record.'
				});
			}
			const id = newId();
			const documentName = documentNameOf(id);
			const at = clock.iso();
			const agenda = input.agenda.length > 0 ? input.agenda : templates[input.kind].items;
			const minutes = input.minutes ?? totalMinutes(agenda);
			const facilitatorIds = [...new Set([actor.memberId, ...input.facilitatorIds])];
			const run = newRun(
				agenda.map((item) => ({ ...item, id: newId() })),
				minutes * minute,
				actor.memberId,
				facilitatorIds
			);
			await transact(async (inside, emit) => {
				await requireMembers(inside, [...facilitatorIds, ...input.inviteeIds]);
				await inside.documents.create(documentName, 'note', at);
				const row: LiveSessionRow = {
					id,
					title: input.title,
					purpose: input.purpose,
					kind: input.kind,
					group_id: input.groupId,
					starts_at: input.startsAt,
					time_zone: input.timeZone,
					place: input.place,
					minutes,
					noted: input.agreement.noted ?? usualAgreement.noted,
					readers: input.agreement.readers ?? 'room',
					leaving: input.agreement.leaving ?? 'chosen',
					materials: JSON.stringify(input.materials),
					run: JSON.stringify(run),
					version: 1,
					state: 'planned',
					rehearses: null,
					invitation_sequence: 0,
					document_name: documentName,
					is_sample: 0,
					created_by: actor.memberId,
					created_at: at,
					cancelled_at: null,
					cancelled_reason: null
				};
				await inside.liveSessions.add(row, input.commitments);
				for (const memberId of new Set([...facilitatorIds, ...input.inviteeIds])) {
					await inside.liveSessions.putMember({
						session_id: id,
						member_id: memberId,
						facilitates: facilitatorIds.includes(memberId) ? 1 : 0,
						// Whoever writes the agreement has accepted it.
						agreed_at: memberId === actor.memberId ? at : null
					});
				}
				await audit(inside, actor, {
					action: 'live-session.plan',
					target: id,
					details: { readers: input.agreement.readers ?? 'room' }
				});
				await invitations.tellAll(inside, row, { by: actor.memberId, as: 'session' });
				emit({ type: 'live-session-changed', sessionId: id });
			});
			return byId(actor, id);
		},

		/** Titles of those of these sessions that the actor may know of. */
		async titles(actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
			const rows = await Promise.all(ids.map((id) => store.liveSessions.byId(id)));
			const found = await knownOf(
				deps,
				store,
				rows.filter((row) => row !== undefined)
			);
			return new Map(
				found
					.filter(({ target }) => access.can(actor, 'live-session.see', target))
					.map(({ row }) => [row.id, row.title])
			);
		},

		/** Accepts the agreement and comes in; again, one is the person one was.
		 *  @throws DomainError not-found, not-allowed */
		async enter(actor: Actor, id: string): Promise<LiveSession> {
			const person = present(actor);
			await transact(async (inside, emit) => {
				const { target } = await known(deps, inside, actor, id);
				access.require(actor, 'live-session.enter', target);
				const at = clock.iso();
				if (person.kind === 'session-guest') {
					await inside.liveSessions.changeGuest(person.guestId, { agreed_at: at });
				} else {
					if (!target.memberIds.includes(person.memberId)) {
						await inside.liveSessions.putMember({
							session_id: id,
							member_id: person.memberId,
							facilitates: 0,
							agreed_at: null
						});
					}
					await inside.liveSessions.memberAgrees(id, person.memberId, at);
				}
				await changed(inside, id, undefined, (_, run) => withPerson(run, person));
				emit({ type: 'live-session-changed', sessionId: id });
			});
			return byId(actor, id);
		},

		/**
		 * Does what the command says, once for each id.
		 * @throws DomainError not-signed-in, not-found, not-allowed; conflict when nothing can come of it now
		 */
		async command(actor: Actor, id: string, command: SessionCommand): Promise<LiveSession> {
			const person = present(actor);
			const by = personIdOf(person);
			const last = await transact(async (inside, emit) => {
				const { row, target } = await known(deps, inside, actor, id);
				access.require(actor, 'live-session.take-part', target);
				access.require(actor, actionOf(command, by), target);
				const isNew = await changed(inside, id, command.id, (row, before) => {
					const run = before.people.some((each) => each.id === by)
						? before
						: withPerson(before, person);
					return takeCommand({ inside, row, run, target, actor, by, now: clock.now() }, command);
				});
				if (isNew) emit({ type: 'live-session-changed', sessionId: id });
				if (row.rehearses === null || command.type !== 'end') return null;
				const view = await viewOf(inside, person, await known(deps, inside, actor, id));
				await rehearsing.remove(inside, row);
				emit({
					type: 'access-changed',
					scope: { kind: 'document', documentName: row.document_name }
				});
				return view;
			});
			if (wipes(command)) wipe();
			if (last === null) return byId(actor, id);
			await rehearsing.forgetText(last.documentName);
			return last;
		}
	};
}
