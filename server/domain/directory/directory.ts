// People: organisations with who belongs to them, guests of one's groups, and who is willing to be asked about what.
// Nobody learns here of somebody they could not meet anyway (F6).
import { DomainError } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { Store } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import type { OrganisationKind, OrganisationRole } from '#shared/roles.ts';
import { personTarget } from './person-target.ts';

export type Person = {
	id: string;
	name: string;
	/** In the organisation they are listed under; null for a guest. */
	role: OrganisationRole | null;
	/** Groups they share with the reader. */
	groups: { id: string; slug: string; name: string }[];
	/** What they are willing to be asked about, in their own words. */
	askAbout: { commitment: number; words: string }[];
};

export type Directory = {
	organisations: {
		id: string;
		name: string;
		slug: string | null;
		kind: OrganisationKind;
		body: string;
		region: string;
		people: Person[];
	}[];
	/** Who belongs to no organisation and shares a group with the reader. */
	guests: Person[];
};

export type DirectoryFilter = {
	/** Part of a person's or an organisation's name. */
	q?: string | undefined;
	/** Only who is willing to be asked about it. */
	commitment?: number | undefined;
};

export type DirectoryDeps = {
	store: Store;
	access: Access;
	clock: Clock;
	/** Who is willing to be asked, as far as the actor may know. */
	contacts(
		actor: Actor
	): Promise<
		readonly { member: { id: string }; about: readonly { commitment: number; words: string }[] }[]
	>;
};

export type People = ReturnType<typeof createDirectory>;

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function createDirectory({ store, access, clock, contacts }: DirectoryDeps) {
	return {
		/** By organisation and by name. @throws DomainError not-signed-in */
		async people(actor: Actor, { q = '', commitment }: DirectoryFilter = {}): Promise<Directory> {
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			const [people, seats, places, willing] = await Promise.all([
				store.directory.people(),
				store.directory.seats(),
				store.directory.groupPlaces(dayOf(clock.iso())),
				contacts(actor)
			]);
			const seatsOf = Map.groupBy(seats, ({ member_id }) => member_id);
			const placesOf = Map.groupBy(places, ({ member_id }) => member_id);
			const mine = new Set(actor.groups.map(({ groupId }) => groupId));
			const wanted = folded(q.trim());
			const hasWord = (name: string): boolean => folded(name).includes(wanted);

			const seen = people.filter(({ id }) => {
				const groupIds = (placesOf.get(id) ?? []).map(({ group_id }) => group_id);
				const target = personTarget(id, seatsOf.get(id)?.length ?? 0, groupIds);
				return access.can(actor, 'person.see', target);
			});
			const aboutOf = new Map(willing.map(({ member, about }) => [member.id, about]));
			const toPerson = (
				{ id, name }: (typeof people)[number],
				role: OrganisationRole | null
			): Person => ({
				id,
				name,
				role,
				groups: (placesOf.get(id) ?? [])
					.filter(({ group_id }) => mine.has(group_id))
					.map((place) => ({ id: place.group_id, slug: place.slug, name: place.group_name })),
				askAbout: [...(aboutOf.get(id) ?? [])]
			});
			const isWanted = (person: Person, organisation: string): boolean =>
				(commitment === undefined ||
					person.askAbout.some((about) => about.commitment === commitment)) &&
				(hasWord(person.name) || hasWord(organisation));

			const listed = seen.flatMap((person) =>
				(seatsOf.get(person.id) ?? []).map((seat) => ({
					seat,
					person: toPerson(person, seat.role)
				}))
			);
			const byOrganisation = Map.groupBy(
				listed.filter(({ seat, person }) => isWanted(person, seat.organisation_name)),
				({ seat }) => seat.organisation_id
			);
			return {
				organisations: [...byOrganisation.values()]
					.flatMap((own) => {
						const [first] = own;
						if (first === undefined) return [];
						const { seat } = first;
						return [
							{
								id: seat.organisation_id,
								name: seat.organisation_name,
								slug: seat.slug,
								kind: seat.kind,
								body: seat.body,
								region: seat.region,
								people: own.map(({ person }) => person)
							}
						];
					})
					.sort((one, other) => one.name.localeCompare(other.name, 'en-GB')),
				guests: seen
					.filter(({ id }) => !seatsOf.has(id))
					.map((person) => toPerson(person, null))
					.filter((person) => isWanted(person, ''))
			};
		}
	};
}
