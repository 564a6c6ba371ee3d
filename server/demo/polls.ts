// Sample polls of the demonstration workspace: open, with the names of those who voted.
import { newId } from '#server/kernel/ids.ts';
import type { Store } from '#server/storage/store.ts';
import type { PersonKey } from './people.ts';

type At = readonly [daysAgo: number, time: string];

/** For one of several options. */
export type SamplePoll = {
	by: PersonKey;
	at: At;
	question: string;
	options: readonly string[];
	/** An option by its number, from 1. */
	votes: readonly { by: PersonKey; option: number; at: At }[];
};

export async function seedPoll(
	store: Store,
	threadId: string,
	{ by, at, question, options, votes }: SamplePoll,
	memberIds: Record<PersonKey, string>,
	moment: (at: At) => string
): Promise<void> {
	const id = newId();
	await store.polls.add({
		id,
		thread_id: threadId,
		kind: 'single',
		question,
		options: JSON.stringify(options),
		is_anonymous: 0,
		closes_at: null,
		opened_by: memberIds[by],
		opened_at: moment(at),
		closed_at: null,
		closed_by: null,
		tally: JSON.stringify({ ballots: [], reasons: [] })
	});
	for (const vote of votes) {
		await store.polls.setVote({
			poll_id: id,
			member_id: memberIds[vote.by],
			choice: JSON.stringify(vote.option),
			reason: '',
			at: moment(vote.at)
		});
	}
}
