// What a member wants to hear of: a discussion, or every new one about a commitment, a group, a note, a challenge or a
// section. Muting silences all of it but being named.
import { notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { FollowState } from '#shared/states.ts';
import { findPlace, seesPlace, signedIn, type DiscussionsDeps } from './discussions-deps.ts';
import { placeKey, type PlaceRef } from './places.ts';
import type { Reading } from './reading.ts';
import type { Thread } from './thread-view.ts';

export function createFollowing(
	{ store, transact, access, places, clock }: DiscussionsDeps,
	reading: Pick<Reading, 'thread'>
) {
	async function seenPlace(actor: Actor, ref: PlaceRef) {
		const member = signedIn(actor);
		const { columns, place } = await findPlace(places, store, ref);
		if (!seesPlace(access, member, place)) throw notFound();
		return { member, columns, place };
	}

	return {
		/** Follows a discussion, mutes it, or neither. @throws DomainError not-signed-in, not-found */
		async followThread(
			actor: Actor,
			threadId: string,
			state: FollowState | null
		): Promise<Thread['follow']> {
			const member = signedIn(actor);
			await reading.thread(member, threadId, { from: 1, limit: 1 });
			await transact((inside) =>
				inside.discussions.setThreadFollow(
					{ member_id: member.memberId, thread_id: threadId, since: clock.iso() },
					state
				)
			);
			return state;
		},

		/** The same for every new discussion there. @throws DomainError not-signed-in, not-found */
		async followPlace(actor: Actor, ref: PlaceRef, state: FollowState | null): Promise<void> {
			const { member, columns } = await seenPlace(actor, ref);
			await transact((inside) =>
				inside.discussions.setPlaceFollow(
					{ member_id: member.memberId, place: placeKey(columns), since: clock.iso() },
					state
				)
			);
		},

		/** What the actor has said about a place; a group's members hear of its new discussions without saying so.
		 *  @throws DomainError not-signed-in, not-found */
		async placeFollow(actor: Actor, ref: PlaceRef): Promise<FollowState | null> {
			const { member, columns, place } = await seenPlace(actor, ref);
			const said = await store.discussions.placeFollow(member.memberId, placeKey(columns));
			const { target } = place;
			const isIn =
				target?.kind === 'group' && member.groups.some(({ groupId }) => groupId === target.groupId);
			return said ?? (isIn ? 'following' : null);
		}
	};
}
