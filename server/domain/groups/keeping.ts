// Starting a group, what it says of itself, and putting it away. It never goes: what is archived can be read and
// brought back.
import type { Actor } from '#server/kernel/actor.ts';
import { DomainError } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { Queries } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import type { ChangeGroup, NewGroupRole, StartGroup } from '#shared/group-input.ts';
import type { GroupRole } from '#shared/group-output.ts';
import { firstRoles, parseRoles, withKeys } from './group-roles.ts';
import { groupTarget } from './group-target.ts';
import { knownGroup, placeChanged, requireInUse, type GroupsDeps } from './groups-deps.ts';

/** Pages whose addresses stand beside those of groups. */
const pagesBesideGroups = ['start'];

export function createKeeping(deps: GroupsDeps) {
	const { transact, access, audit, clock, slugOf, freeSlug } = deps;

	const rolesRefused = (message: string): DomainError =>
		new DomainError('conflict', { field: 'roles', message });

	/** Changes the roles and who runs the group with them. @throws DomainError conflict at `roles` */
	async function changeRoles(
		inside: Queries,
		row: GroupRow,
		wanted: readonly NewGroupRole[]
	): Promise<GroupRole[]> {
		const known = parseRoles(row.roles);
		const roles = withKeys(wanted, known);
		const [members, invitations] = await Promise.all([
			inside.groups.members([row.id], dayOf(clock.iso())),
			inside.groups.openInvitations(row.id)
		]);
		for (const old of known) {
			const kept = roles.find(({ key }) => key === old.key);
			const holders = members.filter(({ role }) => role === old.key);
			if (kept === undefined) {
				if (holders.length > 0) {
					throw rolesRefused(`Somebody is ${old.title}. Give them another role first.`);
				}
				if (invitations.some(({ role }) => role === old.key)) {
					throw rolesRefused(`Somebody is invited as ${old.title}. Take that back first.`);
				}
				continue;
			}
			if (kept.manages === old.manages) continue;
			if (
				kept.manages &&
				[...holders, ...invitations].some((each) => each.is_guest === 1 && each.role === old.key)
			) {
				throw rolesRefused(`A guest is ${old.title}, and a guest cannot run the group.`);
			}
			await inside.groups.setManages(row.id, old.key, kept.manages ? 1 : 0);
		}
		const running = members.filter(({ role }) => roles.some((r) => r.key === role && r.manages));
		if (running.length === 0) {
			throw rolesRefused('Nobody would run the group. Give somebody a role that does first.');
		}
		return roles;
	}

	return {
		/** @returns its name in addresses. @throws DomainError not-signed-in, not-allowed */
		async start(actor: Actor, input: StartGroup): Promise<string> {
			access.require(actor, 'group.start', { kind: 'alliance' });
			if (actor.kind !== 'member') throw new DomainError('not-allowed');
			const id = newId();
			const at = clock.iso();
			const roles = input.roles === undefined ? [...firstRoles] : withKeys(input.roles);
			const own = roles.find(({ manages }) => manages);
			if (own === undefined) throw new Error('the schema asks for a role that runs the group');
			return transact(async (inside, emit) => {
				const stem = slugOf(input.name);
				const taken = await inside.groups.slugsLike(stem);
				const slug = freeSlug(stem, new Set([...taken, ...pagesBesideGroups]));
				await inside.groups.add(
					{
						id,
						slug,
						name: input.name,
						purpose: input.purpose,
						joining: input.joining,
						called: input.called,
						roles: JSON.stringify(roles),
						review_months: input.reviewMonths,
						reviewed_at: at,
						reviewed_by: actor.memberId,
						review_asked_at: null,
						is_sample: 0,
						created_by: actor.memberId,
						created_at: at,
						archived_at: null,
						archived_by: null,
						archived_reason: null
					},
					input.commitments
				);
				await inside.groups.setMember({
					group_id: id,
					member_id: actor.memberId,
					role: own.key,
					manages: 1,
					is_guest: 0,
					until_on: null,
					joined_at: at
				});
				await audit(inside, actor, {
					action: 'group.start',
					target: id,
					details: { joining: input.joining }
				});
				for (const event of placeChanged(id, actor.memberId)) emit(event);
				return slug;
			});
		},

		/** @throws DomainError not-found, not-allowed, conflict (archived; a role that somebody holds) */
		async change(actor: Actor, idOrSlug: string, input: ChangeGroup): Promise<void> {
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				access.require(actor, 'group.manage', groupTarget(row));
				requireInUse(row);
				const { name, purpose, called, joining, commitments, reviewMonths } = input;
				const roles =
					input.roles === undefined ? undefined : await changeRoles(inside, row, input.roles);
				await inside.groups.update(row.id, {
					...(name !== undefined && { name }),
					...(purpose !== undefined && { purpose }),
					...(called !== undefined && { called }),
					...(joining !== undefined && { joining }),
					...(reviewMonths !== undefined && { review_months: reviewMonths }),
					roles: roles === undefined ? row.roles : JSON.stringify(roles)
				});
				if (commitments !== undefined) await inside.groups.setCommitments(row.id, commitments);
				await audit(inside, actor, {
					action: 'group.change',
					target: row.id,
					details: { fields: Object.keys(input).join(', '), joining: joining ?? row.joining }
				});
				if (roles !== undefined) {
					for (const { member_id: memberId } of await inside.groups.members(
						[row.id],
						dayOf(clock.iso())
					)) {
						emit({ type: 'access-changed', scope: { kind: 'member', memberId } });
					}
				}
				emit({ type: 'group-changed', groupId: row.id });
			});
		},

		/** Puts a group away: it is read, not written, until it is brought back. @throws DomainError not-found, not-allowed, conflict */
		async archive(actor: Actor, idOrSlug: string, { reason }: { reason: string }): Promise<void> {
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				access.require(actor, 'group.manage', groupTarget(row));
				requireInUse(row);
				await inside.groups.update(row.id, {
					archived_at: clock.iso(),
					archived_by: actor.kind === 'member' ? actor.memberId : null,
					archived_reason: reason
				});
				await audit(inside, actor, { action: 'group.archive', target: row.id });
				emit({ type: 'group-changed', groupId: row.id });
			});
		},

		/** @throws DomainError not-found, not-allowed, conflict when it is not archived */
		async bringBack(actor: Actor, idOrSlug: string): Promise<void> {
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				access.require(actor, 'group.manage', groupTarget(row));
				if (row.archived_at === null) {
					throw new DomainError('conflict', { message: 'This group is not archived.' });
				}
				await inside.groups.update(row.id, {
					archived_at: null,
					archived_by: null,
					archived_reason: null
				});
				await audit(inside, actor, { action: 'group.bring-back', target: row.id });
				emit({ type: 'group-changed', groupId: row.id });
			});
		}
	};
}
