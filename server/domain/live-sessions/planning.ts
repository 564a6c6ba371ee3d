// The plan of a session once it stands: changed, cancelled, its people invited and uninvited. Who is concerned hears of
// it; who is not to come any more loses what they have open at once.
import { DomainError } from '#server/kernel/errors.ts';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Queries } from '#server/storage/store.ts';
import { minute } from '#shared/live-session/clock.ts';
import type { SessionCommand } from '#shared/live-session-input.ts';
import type { CancelSession, ChangeSession } from '#shared/live-session/plan-input.ts';
import type { SessionPlan } from '#shared/live-session/plan-output.ts';
import { changed } from './changing.ts';
import { takeCommand } from './commands.ts';
import type { SessionInvitations } from './invitations.ts';
import { known, type Known, type LiveSessionsDeps } from './live-sessions-deps.ts';
import { requireMembers } from './members.ts';

export type SessionPlanning = ReturnType<typeof createSessionPlanning>;

/** What can be done to the agenda without being in the room. */
export type AgendaCommand = Extract<
	SessionCommand,
	{ type: 'add-item' | 'change-item' | 'move-item' | 'remove-item' }
>;

export function createSessionPlanning(
	deps: LiveSessionsDeps & { invitations: SessionInvitations }
) {
	const { store, transact, access, audit, clock, invitations } = deps;

	/** A session that is still to come or under way, for its facilitators. @throws DomainError */
	async function requireOpen(inside: Queries, actor: Actor, id: string): Promise<Known> {
		const found = await known(deps, inside, actor, id);
		access.require(actor, 'live-session.facilitate', found.target);
		if (found.row.state === 'planned' || found.row.state === 'running') return found;
		throw new DomainError('conflict', { message: 'The session is over.' });
	}

	function signedIn(actor: Actor): string {
		const memberId = memberIdOf(actor);
		if (memberId === null) throw new DomainError('not-signed-in');
		return memberId;
	}

	/** Whether nobody but who wrote the agreement, or is about to, has accepted it. */
	const mayChangeAgreement = ({ row, target }: Known, memberId: string): boolean =>
		target.agreedIds.every((id) => id === row.created_by || id === memberId);

	async function plan(actor: Actor, id: string): Promise<SessionPlan> {
		const found = await known(deps, store, actor, id);
		access.require(actor, 'live-session.facilitate', found.target);
		const { row, members } = found;
		const rehearsal = await store.liveSessions.rehearsalOf(id);
		return {
			sessionId: id,
			people: members.map((each) => ({
				id: each.member_id,
				name: each.name,
				organisation: each.organisation,
				facilitates: each.facilitates === 1,
				hasAgreed: each.agreed_at !== null
			})),
			mayChangeAgreement: mayChangeAgreement(found, signedIn(actor)),
			rehearses: row.rehearses,
			rehearsalId: rehearsal?.id ?? null
		};
	}

	/** Those who are new, and those who are not to come any more. */
	async function changePeople(
		inside: Queries,
		{ row, members, target }: Known,
		{ facilitatorIds, invite = [], uninvite = [] }: ChangeSession
	): Promise<{ invited: string[]; uninvited: string[]; facilitators: string[] }> {
		const facilitators =
			facilitatorIds === undefined
				? [...target.facilitatorIds]
				: [...new Set([target.leadId, ...facilitatorIds])];
		const invited = [...new Set([...invite, ...facilitators])].filter(
			(id) => !target.memberIds.includes(id)
		);
		await requireMembers(inside, invited);
		const uninvited = [...new Set(uninvite)].filter((id) => target.memberIds.includes(id));
		if (uninvited.some((id) => facilitators.includes(id))) {
			throw new DomainError('invalid', {
				field: 'uninvite',
				message: 'Whoever facilitates a session comes to it. Take that from them first.'
			});
		}
		const before = new Map(members.map((each) => [each.member_id, each]));
		for (const id of new Set([...target.memberIds, ...invited])) {
			if (uninvited.includes(id)) {
				await inside.liveSessions.removeMember(row.id, id);
				continue;
			}
			const facilitates = facilitators.includes(id) ? 1 : 0;
			if (before.get(id)?.facilitates === facilitates) continue;
			await inside.liveSessions.putMember({
				session_id: row.id,
				member_id: id,
				facilitates,
				agreed_at: null
			});
		}
		return { invited, uninvited, facilitators };
	}

	/** Whoever writes an agreement has accepted it; who had accepted what it was before has not. */
	async function changeAgreement(
		inside: Queries,
		actor: Actor,
		found: Known,
		{ noted, readers, leaving }: NonNullable<ChangeSession['agreement']>
	): Promise<void> {
		const memberId = signedIn(actor);
		const { row } = found;
		if (!mayChangeAgreement(found, memberId)) {
			throw new DomainError('conflict', {
				field: 'noted',
				message: 'Somebody has accepted this agreement. It stays as they have accepted it.'
			});
		}
		if (readers === 'group' && row.group_id === null) {
			throw new DomainError('invalid', {
				field: 'readers',
				message: 'This session is of no group that could read its record.'
			});
		}
		await inside.liveSessions.change(row.id, {
			noted: noted ?? row.noted,
			readers: readers ?? row.readers,
			leaving: leaving ?? row.leaving
		});
		await inside.liveSessions.forgetAgreement(row.id);
		await inside.liveSessions.memberAgrees(row.id, memberId, clock.iso());
	}

	return {
		/** What only facilitators need to know of a plan. @throws DomainError not-found, not-allowed */
		plan,

		/** Changes what is said; who is concerned hears of it.
		 *  @throws DomainError not-found, not-allowed, invalid; conflict when it is over, or the agreement is accepted */
		async change(actor: Actor, id: string, input: ChangeSession): Promise<SessionPlan> {
			await transact(async (inside, emit) => {
				const found = await requireOpen(inside, actor, id);
				const by = signedIn(actor);
				const { row: before } = found;
				const people = await changePeople(inside, found, input);
				if (input.agreement !== undefined) {
					await changeAgreement(inside, actor, found, input.agreement);
				}
				const { title, purpose, startsAt, timeZone, place, materials, commitments } = input;
				const minutes = input.minutes ?? before.minutes;
				await changed(inside, id, undefined, (_, run) => ({
					...run,
					slot: minutes * minute,
					facilitatorIds: people.facilitators
				}));
				await inside.liveSessions.change(id, {
					minutes,
					...(title === undefined ? {} : { title }),
					...(purpose === undefined ? {} : { purpose }),
					...(startsAt === undefined ? {} : { starts_at: startsAt }),
					...(timeZone === undefined ? {} : { time_zone: timeZone }),
					...(place === undefined ? {} : { place }),
					...(materials === undefined ? {} : { materials: JSON.stringify(materials) })
				});
				if (commitments !== undefined) {
					await inside.liveSessions.setCommitments(id, commitments);
				}
				await audit(inside, actor, {
					action: 'live-session.change',
					target: id,
					details: { invited: people.invited.length, uninvited: people.uninvited.length }
				});

				const after = await inside.liveSessions.lock(id);
				if (after === undefined) return;
				const isElsewhere =
					after.starts_at !== before.starts_at ||
					after.minutes !== before.minutes ||
					after.place !== before.place;
				if (before.rehearses === null) {
					await invitations.untell(inside, after, people.uninvited);
					if (isElsewhere) {
						await invitations.tellAll(inside, after, { by, as: 'session-changed' });
					}
					await invitations.tell(inside, after, { by, memberIds: people.invited, as: 'session' });
				}
				if (people.uninvited.length > 0 || input.facilitatorIds !== undefined) {
					emit({
						type: 'access-changed',
						scope: { kind: 'document', documentName: before.document_name }
					});
				}
				emit({ type: 'live-session-changed', sessionId: id });
			});
			return plan(actor, id);
		},

		/** Changes the agenda; a facilitator need not have come in for it.
		 *  @throws DomainError not-found, not-allowed; conflict when nothing can come of it now */
		async agenda(actor: Actor, id: string, command: AgendaCommand): Promise<void> {
			await transact(async (inside, emit) => {
				const { target } = await requireOpen(inside, actor, id);
				const by = signedIn(actor);
				const isNew = await changed(inside, id, command.id, (row, run) =>
					takeCommand({ inside, row, run, target, actor, by, now: clock.now() }, command)
				);
				if (isNew) emit({ type: 'live-session-changed', sessionId: id });
			});
		},

		/** It does not take place; everybody who was to come reads why.
		 *  @throws DomainError not-found, not-allowed, conflict */
		async cancel(actor: Actor, id: string, { reason }: CancelSession): Promise<void> {
			await transact(async (inside, emit) => {
				const { row } = await requireOpen(inside, actor, id);
				if (row.rehearses !== null) {
					throw new DomainError('conflict', {
						message: 'A rehearsal is thrown away, not cancelled.'
					});
				}
				await inside.liveSessions.lock(id);
				await inside.liveSessions.change(id, {
					cancelled_at: clock.iso(),
					cancelled_reason: reason,
					version: row.version + 1
				});
				await invitations.tellAll(inside, row, {
					by: signedIn(actor),
					as: 'session-cancelled'
				});
				await audit(inside, actor, { action: 'live-session.cancel', target: id });
				emit({
					type: 'access-changed',
					scope: { kind: 'document', documentName: row.document_name }
				});
				emit({ type: 'live-session-changed', sessionId: id });
			});
		}
	};
}
