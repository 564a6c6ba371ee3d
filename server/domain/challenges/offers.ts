// Offers of help with a challenge: made, taken back, accepted. Accepting one gives both sides the other's address.
import { notFound, DomainError } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { OfferRow } from '#server/storage/challenges.ts';
import type { Queries } from '#server/storage/store.ts';
import { challengeTarget } from './challenge-target.ts';
import {
	challengePath,
	isClosedAlready,
	seenChallenge,
	signedIn,
	type ChallengesDeps
} from './challenges-deps.ts';

export type Offers = ReturnType<typeof createOffers>;

type OffersDeps = Pick<
	ChallengesDeps,
	'store' | 'transact' | 'access' | 'audit' | 'clock' | 'notify' | 'settle'
>;

export function createOffers(deps: OffersDeps) {
	const { transact, access, audit, clock, notify, settle } = deps;

	/** An offer that stands, with the challenge it is on. @throws DomainError not-found */
	async function standing(
		inside: Queries,
		actor: Actor,
		{ challengeId, offerId }: { challengeId: string; offerId: string }
	) {
		signedIn(actor);
		const row = await seenChallenge({ store: inside, access }, actor, challengeId);
		const offer = await inside.challenges.offer(offerId);
		// An offer made to another challenge is none of this one [F4].
		if (offer?.challenge_id !== row.id || offer.withdrawn_at !== null) throw notFound();
		return { offer, row };
	}

	const keyOf = (offer: Pick<OfferRow, 'id'>): string => `offer ${offer.id}`;

	return {
		/** Says how one could help; who is stuck is told. @returns the offer's id
		 *  @throws DomainError not-found, not-allowed (one's own challenge), conflict (closed, or offered already) */
		async offer(
			actor: Actor,
			challengeId: string,
			{ words }: { words: string }
		): Promise<{ id: string }> {
			const member = signedIn(actor);
			const id = newId();
			await transact(async (inside, emit) => {
				const row = await seenChallenge({ store: inside, access }, member, challengeId);
				if (row.closed_at !== null) throw isClosedAlready();
				access.require(member, 'challenge.offer', challengeTarget(row));
				const offers = await inside.challenges.offersOf([challengeId]);
				if (offers.some(({ member_id }) => member_id === member.memberId)) {
					throw new DomainError('conflict', {
						message: 'Your offer stands already. Withdraw it to write another.'
					});
				}
				await inside.challenges.addOffer({
					id,
					challenge_id: challengeId,
					member_id: member.memberId,
					words,
					created_at: clock.iso(),
					withdrawn_at: null,
					accepted_at: null,
					accepted_by: null
				});
				await notify(inside, {
					memberIds: [row.author_id],
					kind: 'help-offered',
					about: { kind: 'challenge', id: challengeId },
					key: keyOf({ id }),
					by: member.memberId,
					path: `${challengePath(challengeId)}#offer-${id}`
				});
				// Who was asked has answered.
				await settle(inside, {
					key: `challenge ${challengeId} challenge`,
					memberIds: [member.memberId]
				});
				await audit(inside, member, {
					action: 'challenge.offer',
					target: challengeId,
					details: { offer: id }
				});
				emit({ type: 'challenge-changed', challengeId });
			});
			return { id };
		},

		/** @throws DomainError not-found, not-allowed (somebody else's), conflict */
		async withdraw(actor: Actor, challengeId: string, offerId: string): Promise<void> {
			await transact(async (inside, emit) => {
				const { offer, row } = await standing(inside, actor, { challengeId, offerId });
				if (offer.member_id !== memberIdOf(actor)) throw new DomainError('not-allowed');
				if (row.closed_at !== null) throw isClosedAlready();
				if (!(await inside.challenges.withdrawOffer(offerId, clock.iso()))) throw notFound();
				await settle(inside, { key: keyOf(offer) });
				await audit(inside, actor, {
					action: 'challenge.withdraw-offer',
					target: row.id,
					details: { offer: offerId }
				});
				emit({ type: 'challenge-changed', challengeId: row.id });
			});
		},

		/** From here on both sides see the other's e-mail address. @throws DomainError not-found, not-allowed, conflict */
		async accept(actor: Actor, challengeId: string, offerId: string): Promise<void> {
			await transact(async (inside, emit) => {
				const { offer, row } = await standing(inside, actor, { challengeId, offerId });
				access.require(actor, 'challenge.close', challengeTarget(row));
				if (row.closed_at !== null) throw isClosedAlready();
				const by = { memberId: memberIdOf(actor), at: clock.iso() };
				if (offer.member_id === by.memberId) throw new DomainError('not-allowed');
				if (!(await inside.challenges.acceptOffer(offerId, by))) {
					throw new DomainError('conflict', { message: 'It is accepted already.' });
				}
				await settle(inside, { key: keyOf(offer) });
				await notify(inside, {
					memberIds: [offer.member_id, row.author_id],
					kind: 'help-accepted',
					about: { kind: 'challenge', id: row.id },
					key: `${keyOf(offer)} accepted`,
					by: by.memberId,
					path: `${challengePath(row.id)}#offer-${offerId}`
				});
				await audit(inside, actor, {
					action: 'challenge.accept-offer',
					target: row.id,
					details: { offer: offerId }
				});
				emit({ type: 'challenge-changed', challengeId: row.id });
			});
		}
	};
}
