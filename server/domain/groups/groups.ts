// Working groups: people of any organisation who think together about something. What a group calls itself, which roles
// it has and how one joins is its own to say (docs/decisions/025).
import type { Actor, GroupPlace, Member } from '#server/kernel/actor.ts';
import type { Queries } from '#server/storage/store.ts';
import { notFound } from '#server/kernel/errors.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import { dayOf } from '#shared/dates.ts';
import type { ListGroups } from '#shared/group-input.ts';
import type { GroupView } from '#shared/group-output.ts';
import { createCalendar } from './calendar.ts';
import { groupTarget } from './group-target.ts';
import { toGroups } from './group-view.ts';
import { knownGroup, signedIn, type GroupsDeps } from './groups-deps.ts';
import { createInviting } from './inviting.ts';
import { createJoining } from './joining.ts';
import { createKeeping } from './keeping.ts';
import { createPlaces } from './places.ts';
import { createReviewing } from './reviewing.ts';

/** Groups in one answer. */
const perPage = 100;

export type Groups = ReturnType<typeof createGroups>;

export function createGroups(deps: GroupsDeps) {
	const { store, access, clock } = deps;
	const maySee = (actor: Actor, row: GroupRow): boolean =>
		access.can(actor, 'group.see', groupTarget(row));

	async function bySlug(actor: Actor, idOrSlug: string): Promise<GroupView> {
		const row = await knownGroup({ store, access }, actor, idOrSlug);
		const [group] = await toGroups({ store, access }, actor, [row], clock.iso());
		if (group === undefined) throw notFound();
		return group;
	}

	const keeping = createKeeping(deps);

	return {
		...createJoining(deps),
		...createInviting(deps),
		...createPlaces(deps),
		...createReviewing(deps),
		...createCalendar(deps),
		change: keeping.change,
		archive: keeping.archive,
		bringBack: keeping.bringBack,

		/** @throws DomainError not-signed-in, not-allowed */
		async start(actor: Actor, input: Parameters<typeof keeping.start>[1]): Promise<GroupView> {
			const slug = await keeping.start(actor, input);
			// Who asks had their places read before they had this one.
			const member = actor.kind === 'member' ? await deps.asMember(actor.memberId) : null;
			return bySlug(member ?? actor, slug);
		},

		/** Groups the actor may know of, by name. `next` continues the list. @throws DomainError not-signed-in */
		async list(
			actor: Actor,
			{ commitment, archived = 'no', mine = 'no', after }: Partial<ListGroups> = {}
		): Promise<{ items: GroupView[]; next: string | null }> {
			const member = signedIn(actor);
			const rows = (await store.groups.all())
				.filter((row) => (row.archived_at !== null) === (archived === 'yes'))
				.filter((row) => mine === 'no' || member.groups.some(({ groupId }) => groupId === row.id))
				.filter((row) => maySee(actor, row))
				.toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.id < b.id ? -1 : 1));
			const groups = await toGroups({ store, access }, actor, rows, clock.iso());
			const wanted = groups.filter(
				(group) => commitment === undefined || group.commitments.includes(commitment)
			);
			const start = wanted.findIndex(({ id }) => id === after) + 1;
			const items = wanted.slice(start, start + perPage);
			return {
				items,
				next: start + perPage < wanted.length ? (items.at(-1)?.id ?? null) : null
			};
		},

		/** A group by its name in addresses, or by its id. @throws DomainError not-signed-in, not-found */
		bySlug,
		/** @throws DomainError not-signed-in, not-found */
		byId: bySlug,

		/** Of a group one may know of already. @throws DomainError not-allowed for whoever does not run it */
		requireManage(actor: Actor, group: Pick<GroupView, 'id' | 'joining' | 'archived'>): void {
			access.require(actor, 'group.manage', {
				kind: 'group',
				groupId: group.id,
				joining: group.joining,
				isArchived: group.archived !== null
			});
		},

		/** What these groups are called: those the actor may know of, or is invited to. */
		async titles(actor: Member, ids: readonly string[]): Promise<Map<string, string>> {
			const [rows, invitations] = await Promise.all([
				store.groups.byIds(ids),
				store.groups.invitationsTo(actor.memberId, clock.iso())
			]);
			return new Map(
				rows
					.filter(
						(row) => maySee(actor, row) || invitations.some(({ group_id }) => group_id === row.id)
					)
					.map((row) => [row.id, row.name])
			);
		},

		/** The facts that decide, for whoever asks about something in a group. */
		async targetsOf(ids: readonly string[], inside: Queries = store) {
			const rows = await inside.groups.byIds(ids);
			return new Map(rows.map((row) => [row.id, groupTarget(row)]));
		},

		/** Places that these members have in groups today, by member. */
		async placesOf(memberIds: readonly string[]): Promise<Map<string, GroupPlace[]>> {
			const places = await store.groups.placesOf(memberIds, dayOf(clock.iso()));
			return Map.groupBy(
				places.map((place) => ({
					memberId: place.member_id,
					groupId: place.group_id,
					manages: place.manages === 1,
					isGuest: place.is_guest === 1
				})),
				({ memberId }) => memberId
			);
		},

		/** Who may see a group, asked of as many as one likes; null when there is none. */
		async whoSees(groupId: string): Promise<((actor: Actor) => boolean) | null> {
			const [row] = await store.groups.byIds([groupId]);
			return row === undefined ? null : (actor) => maySee(actor, row);
		}
	};
}
