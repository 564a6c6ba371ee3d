// Who is in a group is looked through regularly, because people change their work and nobody tells the group; and
// places that end by their date are taken out on the day after, in UK time.
import type { Actor } from '#server/kernel/actor.ts';
import { system } from '#server/kernel/actor.ts';
import { notFound } from '#server/kernel/errors.ts';
import { dayOf } from '#shared/dates.ts';
import { groupTarget } from './group-target.ts';
import {
	knownGroup,
	placeChanged,
	requireAnotherWhoRuns,
	requireInUse,
	runnersOf,
	signedIn,
	type GroupsDeps
} from './groups-deps.ts';
import { reviewDueOn } from './review-day.ts';

const reviewKey = (groupId: string): string => `group-review:${groupId}`;

export function createReviewing(deps: GroupsDeps) {
	const { store, transact, access, audit, clock, notify, settle } = deps;
	const today = () => dayOf(clock.iso());

	async function endPlaces(): Promise<number> {
		const ended = await store.groups.placesEndedBefore(today());
		for (const { group_id: groupId, member_id: memberId, until_on: untilOn } of ended) {
			await transact(async (inside, emit) => {
				await inside.groups.removeMember(groupId, memberId);
				await inside.groups.endCalendarFeed(memberId, groupId);
				await audit(inside, system, {
					action: 'group.place-ended',
					target: groupId,
					details: { member: memberId, until: untilOn }
				});
				for (const event of placeChanged(groupId, memberId)) emit(event);
			});
		}
		return ended.length;
	}

	async function askForReviews(): Promise<number> {
		const due = (await store.groups.all()).filter(
			(row) =>
				row.archived_at === null && row.review_asked_at === null && reviewDueOn(row) <= today()
		);
		for (const row of due) {
			await transact(async (inside) => {
				await inside.groups.update(row.id, { review_asked_at: clock.iso() });
				await notify(inside, {
					memberIds: await runnersOf(inside, row.id, clock.iso()),
					kind: 'group-review',
					about: { kind: 'group', id: row.id },
					key: reviewKey(row.id),
					by: null,
					path: `/groups/${row.slug}/review`,
					dueOn: reviewDueOn(row)
				});
			});
		}
		return due.length;
	}

	return {
		/**
		 * Records that somebody has looked through who is in the group; those named leave it, all others stay.
		 * @throws DomainError not-found, not-allowed, conflict (nobody would run it)
		 */
		async review(
			actor: Actor,
			idOrSlug: string,
			{ endMemberIds }: { endMemberIds: readonly string[] }
		): Promise<void> {
			const { memberId: reviewer } = signedIn(actor);
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				access.require(actor, 'group.manage', groupTarget(row));
				requireInUse(row);
				const members = await inside.groups.members([row.id], today());
				const ending = new Set(endMemberIds);
				for (const memberId of ending) {
					if (!members.some((each) => each.member_id === memberId)) throw notFound();
					await requireAnotherWhoRuns(inside, row.id, memberId, clock.iso());
					await inside.groups.removeMember(row.id, memberId);
					await inside.groups.endCalendarFeed(memberId, row.id);
					for (const event of placeChanged(row.id, memberId)) emit(event);
				}
				await inside.groups.update(row.id, {
					reviewed_at: clock.iso(),
					reviewed_by: reviewer,
					review_asked_at: null
				});
				await settle(inside, { key: reviewKey(row.id) });
				await audit(inside, actor, {
					action: 'group.review',
					target: row.id,
					details: {
						kept: members.length - ending.size,
						ended: ending.size,
						members: [...ending].join(' ')
					}
				});
				emit({ type: 'group-changed', groupId: row.id });
			});
		},

		/** Ends the places whose last day is past, and asks for the reviews that are due. Called after midnight, and at a start. */
		async doWhatIsDue(): Promise<{ ended: number; asked: number }> {
			const ended = await endPlaces();
			return { ended, asked: await askForReviews() };
		}
	};
}
