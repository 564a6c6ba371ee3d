// What only one person of a session is told: who they are in it, and what they have given.
import { personIdOf, type Caller } from '#server/kernel/actor.ts';
import type { Queries } from '#server/storage/store.ts';
import type { Mine } from '#shared/live-session-output.ts';
import { readDots } from './card-commands.ts';
import type { Known } from './live-sessions-deps.ts';
import { readVote } from './poll-commands.ts';
import type { Beside } from './session-view.ts';

/** @param beside null: without what one has given, for a list */
export async function mineOf(
	inside: Queries,
	actor: Caller,
	{ row, target }: Known,
	beside: Beside | null
): Promise<Mine> {
	const personId = personIdOf(actor);
	const ballots =
		beside === null ? [] : await inside.sessionContributions.ballotsOf(row.id, personId);
	const pollIds = new Set(beside?.polls.map(({ id }) => id));
	return {
		personId,
		hasAgreed: target.agreedIds.includes(personId),
		cards: (beside?.cards ?? [])
			.filter(({ author_id: author }) => author === personId)
			.map((card) => ({
				id: card.id,
				itemId: card.item_id,
				words: card.words,
				isShown: card.is_shown === 1
			})),
		dots: ballots
			.filter(({ about_id: id }) => !pollIds.has(id))
			.map(({ about_id: itemId, choice }) => ({ itemId, cardIds: readDots(choice) })),
		votes: ballots
			.filter(({ about_id: id }) => pollIds.has(id))
			.map(({ about_id: pollId, choice }) => ({
				pollId,
				choice: readVote(choice)?.choice ?? null,
				reason: readVote(choice)?.reason ?? ''
			}))
	};
}
