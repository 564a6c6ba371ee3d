// A group as its reader may know it, in a fixed number of queries however many groups there are.
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { Queries } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import type { GroupView } from '#shared/group-output.ts';
import { parseRoles } from './group-roles.ts';
import { groupTarget } from './group-target.ts';
import { reviewDueOn } from './review-day.ts';

export async function toGroups(
	{ store, access }: { store: Queries; access: Access },
	actor: Actor,
	rows: readonly GroupRow[],
	now: string
): Promise<GroupView[]> {
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const memberId = memberIdOf(actor);
	const archivers = rows.flatMap(({ archived_by }) => archived_by ?? []);
	const [commitments, members, requests, invitations, archivedBy] = await Promise.all([
		store.groups.commitmentsOf(ids),
		store.groups.members(ids, dayOf(now)),
		memberId === null ? [] : store.groups.requestsOf(memberId),
		memberId === null ? [] : store.groups.invitationsTo(memberId, now),
		store.versions.names(archivers)
	]);
	return rows.map((row) => {
		const roles = parseRoles(row.roles);
		const inIt = members.filter((each) => each.group_id === row.id);
		const own = inIt.find((each) => each.member_id === memberId);
		const asked = requests.find((each) => each.group_id === row.id);
		const request = asked?.settled_at === null ? asked : undefined;
		const invitation = invitations.find((each) => each.group_id === row.id);
		const target = groupTarget(row);
		return {
			id: row.id,
			slug: row.slug,
			name: row.name,
			purpose: row.purpose,
			called: row.called,
			joining: row.joining,
			commitments: commitments
				.filter((each) => each.group_id === row.id)
				.map(({ commitment }) => commitment),
			roles,
			memberCount: inIt.length,
			runBy: inIt
				.filter(({ manages }) => manages === 1)
				.map((each) => ({
					id: each.member_id,
					name: each.name,
					organisation: each.organisation ?? ''
				})),
			reviewMonths: row.review_months,
			reviewedAt: row.reviewed_at,
			reviewDueOn: reviewDueOn(row),
			createdAt: row.created_at,
			archived:
				row.archived_at === null
					? null
					: {
							at: row.archived_at,
							by: archivedBy.get(row.archived_by ?? '') ?? '',
							reason: row.archived_reason ?? ''
						},
			isSample: row.is_sample === 1,
			mine:
				own === undefined
					? null
					: {
							role: own.role,
							title: roles.find(({ key }) => key === own.role)?.title ?? own.role,
							manages: own.manages === 1,
							isGuest: own.is_guest === 1,
							untilOn: own.until_on
						},
			request:
				request === undefined
					? null
					: { id: request.id, words: request.words, at: request.created_at },
			declined:
				asked?.outcome === 'declined' && asked.settled_at !== null && own === undefined
					? { reason: asked.reason, at: asked.settled_at }
					: null,
			invitation:
				invitation === undefined ? null : { id: invitation.id, expiresAt: invitation.expires_at },
			abilities: {
				read: access.can(actor, 'group.read', target),
				takePart: access.can(actor, 'group.take-part', target),
				manage: access.can(actor, 'group.manage', target),
				join: access.can(actor, 'group.join', target),
				ask: access.can(actor, 'group.ask', target) && request === undefined
			}
		};
	});
}
