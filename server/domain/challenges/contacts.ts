// Who is willing to be asked about a commitment. Nobody is listed who has not said so, and whoever takes it back is
// gone from every list at once.
import { DomainError } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Contact } from '#shared/challenge-output.ts';
import type { SetContacts } from '#shared/challenge-input.ts';
import { signedIn, type ChallengesDeps } from './challenges-deps.ts';

export type ContactsDeps = Pick<
	ChallengesDeps,
	'store' | 'transact' | 'access' | 'audit' | 'clock'
>;

export type Contacts = ReturnType<typeof createContacts>;

export function createContacts({ store, transact, access, audit, clock }: ContactsDeps) {
	return {
		/** By name, each with what they can be asked about; nobody, for guests without a seat [F6].
		 *  @throws DomainError not-signed-in */
		async list(
			actor: Actor,
			about: { commitments?: readonly number[] | undefined } = {}
		): Promise<Contact[]> {
			signedIn(actor);
			if (!access.can(actor, 'contact.see', { kind: 'alliance' })) return [];
			const rows = await store.contacts.of(about.commitments);
			return [...Map.groupBy(rows, ({ member_id }) => member_id)].flatMap(([id, own]) => {
				const [first] = own;
				if (first === undefined) return [];
				const { organisation_id, name, email, organisation_name, region } = first;
				return {
					member: { id, name, email, organisation: organisation_name, region },
					// Once for each seat: those of the first.
					about: own
						.filter((row) => row.organisation_id === organisation_id)
						.map(({ commitment, words }) => ({ commitment, words }))
				};
			});
		},

		/** What the asker is willing to be asked about. @throws DomainError not-signed-in */
		async mine(actor: Actor): Promise<{ commitment: number; words: string; since: string }[]> {
			const { memberId } = signedIn(actor);
			return (await store.contacts.ofMember(memberId)).map(({ commitment, words, since }) => ({
				commitment,
				words,
				since
			}));
		},

		/** Says what the asker is willing to be asked about, in the place of what they said before; nothing takes it back.
		 *  @throws DomainError not-signed-in, not-allowed (to be named, one needs a seat) */
		async set(actor: Actor, { items }: SetContacts): Promise<void> {
			const { memberId } = signedIn(actor);
			if (items.length > 0 && !access.can(actor, 'contact.offer', { kind: 'alliance' })) {
				throw new DomainError('not-allowed');
			}
			await transact(async (inside) => {
				const before = await inside.contacts.ofMember(memberId);
				await inside.contacts.set(
					memberId,
					items.map(({ commitment, words }) => ({
						member_id: memberId,
						commitment,
						words,
						since: before.find((each) => each.commitment === commitment)?.since ?? clock.iso()
					}))
				);
				await audit(inside, actor, {
					action: 'contact.set',
					target: memberId,
					details: { commitments: items.map(({ commitment }) => commitment).join(' ') }
				});
			});
		}
	};
}
