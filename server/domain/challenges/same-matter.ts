// "Same barrier, who solved it?" Notes of others on the commitments somebody is stuck on, and people who said that they
// can be asked. Both opt-in: a note's authors want it shown here, and nobody is named who has not named themselves.
import type { Actor } from '#server/kernel/actor.ts';
import type { Contact, SameMatter } from '#shared/challenge-output.ts';
import { seenChallenge, type ChallengesDeps } from './challenges-deps.ts';
import { sharedWords } from './likeness.ts';

/** More than anybody reads at once. */
const mostNotes = 6;
/** Notes that are looked through for the nearest. */
const mostLookedAt = 500;

export type SameMatterDeps = Pick<ChallengesDeps, 'store' | 'access' | 'noteTarget'> & {
	contacts(actor: Actor, about: { commitments: readonly number[] }): Promise<Contact[]>;
};

export function createSameMatter({ store, access, noteTarget, contacts }: SameMatterDeps) {
	async function notesOn(
		actor: Actor,
		{ words, commitments }: { words: string; commitments: readonly number[] }
	): Promise<SameMatter['notes']> {
		const suggested = Map.groupBy(
			await store.challenges.suggestedNotes(commitments, mostLookedAt),
			({ id }) => id
		);
		const [notes, about] = await Promise.all([
			store.notes.byIds([...suggested.keys()]),
			store.notes.commitmentsOf([...suggested.keys()])
		]);
		return notes
			.filter((note) => access.can(actor, 'note.see', noteTarget(note)))
			.map((note) => {
				const themes = suggested.get(note.id)?.map(({ theme }) => theme ?? '') ?? [];
				const own = about
					.filter(({ note_id }) => note_id === note.id)
					.map(({ commitment }) => commitment);
				return {
					note,
					commitments: own,
					likeness: sharedWords(words, [note.title, ...themes].join(' ')),
					shared: own.filter((commitment) => commitments.includes(commitment)).length
				};
			})
			.toSorted(
				(one, other) =>
					other.likeness - one.likeness ||
					other.shared - one.shared ||
					other.note.id.localeCompare(one.note.id)
			)
			.slice(0, mostNotes)
			.map(({ note, commitments: own }) => ({
				id: note.id,
				title: note.title,
				organisation: note.organisation_name,
				commitments: own
			}));
	}

	return {
		/** What others know about it, as far as this reader may see. @throws DomainError not-signed-in, not-found */
		async of(actor: Actor, challengeId: string): Promise<SameMatter> {
			const row = await seenChallenge({ store, access }, actor, challengeId);
			const commitments = (await store.challenges.commitmentsOf([row.id])).map(
				({ commitment }) => commitment
			);
			const [notes, people] = await Promise.all([
				notesOn(actor, { words: `${row.title} ${row.body}`, commitments }),
				contacts(actor, { commitments })
			]);
			return {
				notes: notes.filter(({ id }) => id !== row.outcome_note_id),
				contacts: people.filter(({ member }) => member.id !== row.author_id)
			};
		}
	};
}
