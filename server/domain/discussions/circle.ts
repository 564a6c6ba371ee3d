// Whether words would reach anybody they were not written for, if they stood elsewhere. Instead of comparing audiences,
// the policy itself is asked about everybody there could be: so this stays right whatever the policy says. Pure.
import type { Member, Seat } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { PostTarget } from '#server/domain/access/targets.ts';
import type { OrganisationKind, OrganisationRole } from '#shared/roles.ts';

export type Named = {
	organisations: readonly { id: string; kind: OrganisationKind }[];
	groupIds: readonly string[];
	/** Who is named as an author, of a note or a challenge. */
	memberIds: readonly string[];
};

const somebody = 'somebody';
const roles: readonly OrganisationRole[] = ['lead', 'reader'];

/** One of every kind of person as far as permission can tell them apart. */
export function everybodyConceivable({ organisations, groupIds, memberIds }: Named): Member[] {
	const seats: Seat[][] = [
		[],
		...organisations.flatMap(({ id, kind }) =>
			roles.map((role): Seat[] => [
				{ organisationId: id, organisationName: '', organisationKind: kind, role }
			])
		)
	];
	const groups: Member['groups'][] = [
		[],
		...groupIds.map((groupId) => [{ groupId, manages: false, isGuest: true }]),
		...groupIds.map((groupId) => [{ groupId, manages: true, isGuest: false }])
	];
	const people: Member[] = [];
	for (const memberId of [somebody, ...memberIds]) {
		for (const held of seats) {
			for (const places of groups) {
				for (const allianceRoles of [[], ['facilitator'] as const]) {
					people.push({
						kind: 'member',
						memberId,
						name: '',
						email: '',
						seats: held,
						groups: places,
						allianceRoles
					});
				}
			}
		}
	}
	return people;
}

/** Whether nobody could read the post there who cannot read it here. */
export const reachesNobodyNew = (
	access: Access,
	people: readonly Member[],
	here: PostTarget,
	there: PostTarget
): boolean =>
	people.every(
		(person) => !access.can(person, 'post.see', there) || access.can(person, 'post.see', here)
	);
