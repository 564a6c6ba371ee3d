// Coming into a group by oneself: at once where it is open, by asking where those who run it decide.
import type { Actor, Member } from '#server/kernel/actor.ts';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { Queries } from '#server/storage/store.ts';
import type { AnswerRequest } from '#shared/group-input.ts';
import type { GroupRequest } from '#shared/group-output.ts';
import { parseRoles, requireNewcomersRole } from './group-roles.ts';
import { groupTarget } from './group-target.ts';
import {
	knownGroup,
	placeChanged,
	requireInUse,
	runnersOf,
	signedIn,
	type GroupsDeps
} from './groups-deps.ts';

export function createJoining(deps: GroupsDeps) {
	const { store, transact, access, audit, clock, notify, settle } = deps;

	/** A place without an end, in the role of those who join by themselves. */
	async function letIn(inside: Queries, row: GroupRow, memberId: string): Promise<void> {
		const role = requireNewcomersRole(parseRoles(row.roles));
		await inside.groups.setMember({
			group_id: row.id,
			member_id: memberId,
			role: role.key,
			manages: role.manages ? 1 : 0,
			is_guest: 0,
			until_on: null,
			joined_at: clock.iso()
		});
	}

	function requireJoining(actor: Member, row: GroupRow, action: 'group.join' | 'group.ask'): void {
		if (actor.groups.some(({ groupId }) => groupId === row.id)) {
			throw new DomainError('conflict', { message: 'You are in this group already.' });
		}
		access.require(actor, action, groupTarget(row));
	}

	return {
		/** @throws DomainError not-found, not-allowed, conflict (in it already) */
		async join(actor: Actor, idOrSlug: string): Promise<void> {
			const member = signedIn(actor);
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				requireJoining(member, row, 'group.join');
				await letIn(inside, row, member.memberId);
				await audit(inside, actor, { action: 'group.join', target: row.id });
				await notify(inside, {
					memberIds: await runnersOf(inside, row.id, clock.iso()),
					kind: 'joined',
					about: { kind: 'group', id: row.id },
					key: `joined:${row.id}:${member.memberId}`,
					by: member.memberId,
					path: `/groups/${row.slug}/people`
				});
				for (const event of placeChanged(row.id, member.memberId)) emit(event);
			});
		},

		/** Asks those who run a group to be let in. @throws DomainError not-found, not-allowed, conflict (asked or in it already) */
		async ask(actor: Actor, idOrSlug: string, { words }: { words: string }): Promise<void> {
			const member = signedIn(actor);
			const id = newId();
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				requireJoining(member, row, 'group.ask');
				const asked = await inside.groups.requestsOf(member.memberId);
				if (asked.some((each) => each.group_id === row.id && each.settled_at === null)) {
					throw new DomainError('conflict', {
						message: 'You have asked already. Those who run the group have been told.'
					});
				}
				await inside.groups.addRequest({
					id,
					group_id: row.id,
					member_id: member.memberId,
					words,
					created_at: clock.iso(),
					outcome: null,
					reason: '',
					settled_by: null,
					settled_at: null
				});
				await audit(inside, actor, { action: 'group.ask', target: row.id });
				await notify(inside, {
					memberIds: await runnersOf(inside, row.id, clock.iso()),
					kind: 'group-request',
					about: { kind: 'group', id: row.id },
					key: `group-request:${id}`,
					by: member.memberId,
					path: `/groups/${row.slug}/people#requests`
				});
				emit({ type: 'group-changed', groupId: row.id });
			});
		},

		/** @throws DomainError not-found when there is nothing to take back */
		async takeBackRequest(actor: Actor, idOrSlug: string): Promise<void> {
			const member = signedIn(actor);
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				const open = (await inside.groups.requestsOf(member.memberId)).find(
					(each) => each.group_id === row.id && each.settled_at === null
				);
				if (open === undefined) throw notFound();
				await inside.groups.settleRequest(open.id, {
					outcome: 'taken-back',
					at: clock.iso(),
					by: member.memberId,
					reason: ''
				});
				await settle(inside, { key: `group-request:${open.id}` });
				await audit(inside, actor, { action: 'group.ask-no-more', target: row.id });
				emit({ type: 'group-changed', groupId: row.id });
			});
		},

		/** Requests nobody has answered, the longest waiting first. @throws DomainError not-found, not-allowed */
		async requests(actor: Actor, idOrSlug: string): Promise<GroupRequest[]> {
			const row = await knownGroup({ store, access }, actor, idOrSlug);
			access.require(actor, 'group.manage', groupTarget(row));
			const requests = await store.groups.openRequests([row.id]);
			return requests.map((request) => ({
				id: request.id,
				by: {
					id: request.member_id,
					name: request.name,
					organisation: request.organisation ?? ''
				},
				words: request.words,
				at: request.created_at
			}));
		},

		/** Lets somebody in, or declines with a reason they read. @throws DomainError not-found, not-allowed, invalid, conflict */
		async answer(
			actor: Actor,
			idOrSlug: string,
			requestId: string,
			{ accepted, reason }: AnswerRequest
		): Promise<void> {
			const member = signedIn(actor);
			if (!accepted && reason.length < 3) {
				throw new DomainError('invalid', {
					field: 'reason',
					message: 'Say why, in a few words the person will read.'
				});
			}
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				access.require(actor, 'group.manage', groupTarget(row));
				const request = await inside.groups.request(requestId);
				// An id of another group is no id of this one [F4].
				if (request?.group_id !== row.id) throw notFound();
				if (accepted) {
					requireInUse(row);
					const seats = await inside.accounts.seatsOf(request.member_id);
					if (seats.length === 0) {
						throw new DomainError('conflict', {
							message:
								'This person has no seat in an organisation any more. Invite them as a guest.'
						});
					}
				}
				const isMine = await inside.groups.settleRequest(requestId, {
					outcome: accepted ? 'accepted' : 'declined',
					at: clock.iso(),
					by: member.memberId,
					reason
				});
				if (!isMine) {
					throw new DomainError('conflict', {
						message: 'Somebody has answered this request already, or it was taken back.'
					});
				}
				if (accepted) await letIn(inside, row, request.member_id);
				await settle(inside, { key: `group-request:${requestId}` });
				await audit(inside, actor, {
					action: accepted ? 'group.accept' : 'group.decline',
					target: row.id,
					details: { member: request.member_id }
				});
				await notify(inside, {
					memberIds: [request.member_id],
					kind: 'group-answer',
					about: { kind: 'group', id: row.id },
					key: `group-answer:${requestId}`,
					by: member.memberId,
					path: `/groups/${row.slug}`
				});
				for (const event of placeChanged(row.id, request.member_id)) emit(event);
			});
		}
	};
}
