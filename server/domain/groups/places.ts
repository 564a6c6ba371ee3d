// Who is in a group: what role they have and until when, and how a place ends.
import type { Actor } from '#server/kernel/actor.ts';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { GroupMemberWithName } from '#server/storage/groups.ts';
import type { Queries } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import type { SetPlace } from '#shared/group-input.ts';
import type { GroupPerson } from '#shared/group-output.ts';
import { parseRoles } from './group-roles.ts';
import { groupTarget } from './group-target.ts';
import {
	knownGroup,
	placeChanged,
	requireAnotherWhoRuns,
	requireFit,
	requireRole,
	signedIn,
	type GroupsDeps
} from './groups-deps.ts';

export function createPlaces(deps: GroupsDeps) {
	const { store, transact, access, audit, clock } = deps;
	const today = () => dayOf(clock.iso());

	/** @throws DomainError not-found when this member is not in the group */
	async function placeOf(
		inside: Queries,
		groupId: string,
		memberId: string
	): Promise<GroupMemberWithName> {
		const members = await inside.groups.members([groupId], today());
		const place = members.find((each) => each.member_id === memberId);
		if (place === undefined) throw notFound();
		return place;
	}

	return {
		/** Who is in a group, by name, with when they last wrote there. @throws DomainError not-found, not-allowed */
		async members(actor: Actor, idOrSlug: string): Promise<GroupPerson[]> {
			const row = await knownGroup({ store, access }, actor, idOrSlug);
			access.require(actor, 'group.people', groupTarget(row));
			const roles = parseRoles(row.roles);
			const [members, wrote] = await Promise.all([
				store.groups.members([row.id], today()),
				store.groups.lastWrote(row.id)
			]);
			const lastWrote = new Map(wrote.map(({ member_id, at }) => [member_id, at]));
			return members.map((each) => ({
				id: each.member_id,
				name: each.name,
				organisation: each.organisation ?? '',
				role: each.role,
				roleTitle: roles.find(({ key }) => key === each.role)?.title ?? each.role,
				manages: each.manages === 1,
				isGuest: each.is_guest === 1,
				untilOn: each.until_on,
				joinedAt: each.joined_at,
				lastWroteAt: lastWrote.get(each.member_id) ?? null
			}));
		},

		/** Changes somebody's role, or the last day of their place. @throws DomainError not-found, not-allowed, invalid, conflict */
		async setPlace(
			actor: Actor,
			idOrSlug: string,
			memberId: string,
			input: SetPlace
		): Promise<void> {
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				access.require(actor, 'group.manage', groupTarget(row));
				const place = await placeOf(inside, row.id, memberId);
				const role = requireRole(parseRoles(row.roles), input.role ?? place.role);
				const untilOn = input.untilOn === undefined ? place.until_on : input.untilOn;
				// Who has a seat by now may stay without an end, and is no guest any more.
				const seats = await inside.accounts.seatsOf(memberId);
				const isGuest = place.is_guest === 1 && (untilOn !== null || seats.length === 0);
				requireFit(role, { isGuest, untilOn, today: today() });
				if (!role.manages || untilOn !== null) {
					await requireAnotherWhoRuns(inside, row.id, memberId, clock.iso());
				}
				await inside.groups.setMember({
					group_id: row.id,
					member_id: memberId,
					role: role.key,
					manages: role.manages ? 1 : 0,
					is_guest: isGuest ? 1 : 0,
					until_on: untilOn,
					joined_at: place.joined_at
				});
				await audit(inside, actor, {
					action: 'group.set-place',
					target: row.id,
					details: { member: memberId, role: role.key, until: untilOn }
				});
				for (const event of placeChanged(row.id, memberId)) emit(event);
			});
		},

		/** Ends somebody's place, with a reason on record. @throws DomainError not-found, not-allowed, conflict (nobody else runs it) */
		async remove(
			actor: Actor,
			idOrSlug: string,
			memberId: string,
			{ reason }: { reason: string }
		): Promise<void> {
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				access.require(actor, 'group.manage', groupTarget(row));
				await placeOf(inside, row.id, memberId);
				await requireAnotherWhoRuns(inside, row.id, memberId, clock.iso());
				await inside.groups.removeMember(row.id, memberId);
				await inside.groups.endCalendarFeed(memberId, row.id);
				await audit(inside, actor, {
					action: 'group.remove',
					target: row.id,
					details: { member: memberId, reason }
				});
				for (const event of placeChanged(row.id, memberId)) emit(event);
			});
		},

		/** @throws DomainError not-found, conflict (not in it; nobody else runs it) */
		async leave(actor: Actor, idOrSlug: string): Promise<void> {
			const { memberId } = signedIn(actor);
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				await requireAnotherWhoRuns(inside, row.id, memberId, clock.iso());
				if (!(await inside.groups.removeMember(row.id, memberId))) {
					throw new DomainError('conflict', { message: 'You are not in this group.' });
				}
				await inside.groups.endCalendarFeed(memberId, row.id);
				await audit(inside, actor, { action: 'group.leave', target: row.id });
				for (const event of placeChanged(row.id, memberId)) emit(event);
			});
		}
	};
}
