// Who could read a note, by the same check that lets them in: what its authors are told before they let more people in.
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { NoteTarget } from '#server/domain/access/targets.ts';
import type { Queries } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import type { CountedPeople } from '#shared/note-output.ts';
import type { NotesDeps } from './notes-deps.ts';

/** Up to so many people are named one by one. */
const mostNames = 30;

/** Everybody who can sign in, with what decides on what they may read. In two queries. */
export async function everybody(inside: Queries, now: string): Promise<Member[]> {
	const rows = Map.groupBy(await inside.discussions.people(), ({ member_id }) => member_id);
	const places = Map.groupBy(
		await inside.groups.placesOf([...rows.keys()], dayOf(now)),
		({ member_id }) => member_id
	);
	return [...rows].map(([memberId, seats]) => ({
		kind: 'member',
		memberId,
		name: seats[0]?.name ?? '',
		email: '',
		allianceRoles: [],
		seats: seats.flatMap(({ organisation_id, organisation_name, kind, role }) =>
			organisation_id === null || kind === null || role === null
				? []
				: [
						{
							organisationId: organisation_id,
							organisationName: organisation_name ?? '',
							organisationKind: kind,
							role
						}
					]
		),
		groups: (places.get(memberId) ?? []).map((place) => ({
			groupId: place.group_id,
			manages: place.manages === 1,
			isGuest: place.is_guest === 1
		}))
	}));
}

/** Those who may read it then and may not now. */
export const gainedBy = (
	access: NotesDeps['access'],
	people: readonly Member[],
	now: NoteTarget,
	then: NoteTarget
): Member[] =>
	people.filter(
		(member) => access.can(member, 'note.see', then) && !access.can(member, 'note.see', now)
	);

function kindOf({ seats }: Member): string {
	const kinds = seats.map(({ organisationKind }) => organisationKind);
	if (kinds.includes('pledge-maker')) return 'at Pledge Makers';
	if (kinds.includes('convenor')) return 'at the convenor';
	return kinds.length > 0 ? 'at Pledge Supporters' : 'guests of the group';
}

/** How many of which kind, and their names when there are few. A guest is told the numbers only (F6). */
export function counted(actor: Actor, people: readonly Member[]): CountedPeople {
	const mayKnow = actor.kind === 'member' && actor.seats.length > 0;
	return {
		count: people.length,
		kinds: [...Map.groupBy(people, kindOf)].map(([who, of]) => ({ who, count: of.length })),
		names:
			mayKnow && people.length <= mostNames
				? people.map(({ name, seats }) =>
						seats[0] === undefined ? name : `${name}, ${seats[0].organisationName}`
					)
				: []
	};
}
