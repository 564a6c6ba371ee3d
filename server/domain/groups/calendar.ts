// A group's dates for its members' own calendars: actions due, the next look at who is in it, when rounds go public.
// A calendar program cannot sign in, so each member has an address of their own for each group. Its secret shows the
// dates and opens nothing else; it is kept only as a hash and ends with a click, and with the place in the group.
import type { Actor } from '#server/kernel/actor.ts';
import { notFound } from '#server/kernel/errors.ts';
import { hashSecret, newSecret } from '#server/kernel/ids.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import { calendarText, type CalendarEntry } from './calendar-text.ts';
import { groupTarget } from './group-target.ts';
import { knownGroup, signedIn, type GroupsDeps } from './groups-deps.ts';
import { reviewDueOn } from './review-day.ts';

export function createCalendar(deps: GroupsDeps) {
	const { store, transact, access, audit, clock, origin, asMember } = deps;

	async function entriesFor(actor: Actor, row: GroupRow): Promise<CalendarEntry[]> {
		const url = `${origin}/groups/${row.slug}`;
		const [actions, rounds] = await Promise.all([
			store.groups.actionsDue(row.id),
			store.rounds.list()
		]);
		const due = actions.flatMap(({ id, words, due_on }) =>
			due_on === null ? [] : [{ id: `action-${id}`, title: `Due: ${words}`, at: due_on, url }]
		);
		const published = rounds
			.filter(({ state }) => access.can(actor, 'round.see', { kind: 'round', state }))
			.map(({ id, title, publishes_at: at }) => ({
				id: `round-${id}`,
				title: `${title} is published`,
				at,
				url: `${origin}/reports`
			}));
		const review =
			row.archived_at === null && access.can(actor, 'group.manage', groupTarget(row))
				? [
						{
							id: `review-${row.id}`,
							title: `Look through who is in ${row.name}`,
							at: reviewDueOn(row),
							url: `${url}/review`
						}
					]
				: [];
		return [...due, ...review, ...published];
	}

	const textFor = async (actor: Actor, row: GroupRow): Promise<string> =>
		calendarText(
			{ name: row.name, entries: await entriesFor(actor, row) },
			{ now: clock.iso(), host: new URL(origin).host }
		);

	return {
		/** A group's dates as a calendar file. @throws DomainError not-found, not-allowed */
		async calendar(actor: Actor, idOrSlug: string): Promise<string> {
			const row = await knownGroup({ store, access }, actor, idOrSlug);
			access.require(actor, 'group.read', groupTarget(row));
			return textFor(actor, row);
		},

		/** The same for a calendar program, which has nothing but the secret in its address. @throws DomainError not-found */
		async calendarBySecret(idOrSlug: string, secret: string): Promise<string> {
			const feed = await store.groups.calendarFeedBySecret(hashSecret(secret));
			const row = await store.groups.find(idOrSlug);
			// A secret of another group is no secret of this one [F4].
			if (feed === undefined || row === undefined || feed.group_id !== row.id) throw notFound();
			const member = await asMember(feed.member_id);
			// Asked at each reading: a place that has ended shows nothing more [F3].
			if (member === null || !access.can(member, 'group.read', groupTarget(row))) throw notFound();
			return textFor(member, row);
		},

		/** Since when the member has an address for this group's dates; null: there is none. @throws DomainError not-found, not-allowed */
		async calendarFeed(actor: Actor, idOrSlug: string): Promise<{ since: string | null }> {
			const { memberId } = signedIn(actor);
			const row = await knownGroup({ store, access }, actor, idOrSlug);
			access.require(actor, 'group.read', groupTarget(row));
			const feed = await store.groups.calendarFeed(memberId, row.id);
			return { since: feed?.created_at ?? null };
		},

		/** Makes the address; an earlier one shows nothing any more. @returns it, this once. @throws DomainError not-found, not-allowed */
		async makeCalendarFeed(actor: Actor, idOrSlug: string): Promise<{ url: string }> {
			const { memberId } = signedIn(actor);
			const secret = newSecret();
			return transact(async (inside) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				access.require(actor, 'group.read', groupTarget(row));
				await inside.groups.setCalendarFeed({
					secret_hash: hashSecret(secret),
					member_id: memberId,
					group_id: row.id,
					created_at: clock.iso()
				});
				await audit(inside, actor, { action: 'group.calendar', target: row.id });
				return { url: `${origin}/groups/${row.slug}/calendar.ics?key=${secret}` };
			});
		},

		/** @throws DomainError not-found when there was none */
		async endCalendarFeed(actor: Actor, idOrSlug: string): Promise<void> {
			const { memberId } = signedIn(actor);
			await transact(async (inside) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				if (!(await inside.groups.endCalendarFeed(memberId, row.id))) throw notFound();
				await audit(inside, actor, { action: 'group.calendar-ended', target: row.id });
			});
		}
	};
}
