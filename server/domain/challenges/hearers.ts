// Who is told that somebody is stuck: those who said they can be asked about it, and may see it [F5].
import type { Member } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { ChallengeTarget } from '#server/domain/access/targets.ts';
import type { Queries } from '#server/storage/store.ts';

type ContactRows = Awaited<ReturnType<Queries['contacts']['of']>>;

/** People as the access check knows them. */
const toMember = (rows: ContactRows, groups: Member['groups']): Member => ({
	kind: 'member',
	memberId: rows[0]?.member_id ?? '',
	name: rows[0]?.name ?? '',
	email: rows[0]?.email ?? '',
	allianceRoles: [],
	groups,
	seats: rows.map((row) => ({
		organisationId: row.organisation_id,
		organisationName: row.organisation_name,
		organisationKind: row.kind,
		role: row.role
	}))
});

/** Ids of those to ask about these commitments who may see this challenge. */
export async function contactsWhoSee(
	inside: Queries,
	access: Access,
	target: ChallengeTarget,
	{ commitments, today }: { commitments: readonly number[]; today: string }
): Promise<string[]> {
	const rows = await inside.contacts.of(commitments);
	const byMember = Map.groupBy(rows, ({ member_id }) => member_id);
	const places = await inside.groups.placesOf([...byMember.keys()], today);
	return [...byMember].flatMap(([memberId, own]) => {
		const groups = places
			.filter(({ member_id }) => member_id === memberId)
			.map((place) => ({
				groupId: place.group_id,
				manages: place.manages === 1,
				isGuest: place.is_guest === 1
			}));
		return access.can(toMember(own, groups), 'challenge.see', target) ? [memberId] : [];
	});
}
