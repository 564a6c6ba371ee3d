// People as the access check knows them, with the rights they have today. An e-mail address is neither needed for that
// nor loaded.
import type { Member } from '#server/kernel/actor.ts';
import type { Queries } from '#server/storage/store.ts';

/** Everyone who can sign in, or those of them with these ids, by name. A fixed number of queries. */
export async function loadPeople(
	inside: Queries,
	today: string,
	memberIds?: readonly string[]
): Promise<Member[]> {
	const [rows, roles] = await Promise.all([
		inside.discussions.people(memberIds),
		inside.discussions.allianceRoles()
	]);
	const seatsOf = Map.groupBy(rows, (row) => row.member_id);
	const places = Map.groupBy(
		await inside.groups.placesOf([...seatsOf.keys()], today),
		(place) => place.member_id
	);
	return [...seatsOf].map(([memberId, seats]) => ({
		kind: 'member',
		memberId,
		name: seats[0]?.name ?? '',
		email: '',
		allianceRoles: roles.filter(({ member_id }) => member_id === memberId).map(({ role }) => role),
		groups: (places.get(memberId) ?? []).map((place) => ({
			groupId: place.group_id,
			manages: place.manages === 1,
			isGuest: place.is_guest === 1
		})),
		seats: seats.flatMap(({ organisation_id, organisation_name, kind, role }) =>
			organisation_id === null || organisation_name === null || kind === null || role === null
				? []
				: [
						{
							organisationId: organisation_id,
							organisationName: organisation_name,
							organisationKind: kind,
							role
						}
					]
		)
	}));
}
