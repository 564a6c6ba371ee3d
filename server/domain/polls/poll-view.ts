// How a poll is shown to one member. Pure: rows in, what may be read out. What an anonymous poll must not tell stops here.
import * as v from 'valibot';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { PollTarget, ThreadTarget } from '#server/domain/access/targets.ts';
import type { PollOverviewRow, PollRow, PollVoteRow } from '#server/storage/polls.ts';
import { voteSchema, type Choice } from '#shared/poll-input.ts';
import { fewestAnonymous, type Poll } from '#shared/poll-output.ts';
import { readTally, resultOfTally, resultOfVotes } from '#shared/poll-results.ts';

const optionsSchema = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
export const readOptions = (stored: string): string[] => v.parse(optionsSchema, stored);

const storedChoiceSchema = v.pipe(v.string(), v.parseJson(), voteSchema.entries.choice);
const readChoice = (stored: string): Choice => v.parse(storedChoiceSchema, stored);

/** Closed by hand, or its time has come. */
export const isOver = (row: Pick<PollRow, 'closed_at' | 'closes_at'>, now: string): boolean =>
	row.closed_at !== null || (row.closes_at !== null && row.closes_at <= now);

/** The facts of a poll that decide about it. */
export const pollTarget = (
	row: Pick<PollRow, 'opened_by' | 'closed_at' | 'closes_at'>,
	thread: ThreadTarget,
	now: string
): PollTarget => ({ ...thread, kind: 'poll', openedBy: row.opened_by, isOver: isOver(row, now) });

export type PollRows = {
	poll: PollOverviewRow;
	/** Of this poll, with their names. */
	votes: readonly PollVoteRow[];
	/** Who has voted, where it is anonymous. */
	voterIds: readonly string[];
};

/** The poll for somebody who may see it. */
export function toPoll(
	access: Access,
	actor: Actor,
	thread: ThreadTarget,
	{ poll, votes, voterIds }: PollRows,
	now: string
): Poll {
	const isAnonymous = poll.is_anonymous === 1;
	const memberId = memberIdOf(actor);
	const own = votes.find((vote) => vote.member_id === memberId);
	const target = pollTarget(poll, thread, now);
	const can = access.abilities(actor, target, ['poll.vote', 'poll.close']);
	const hasVoted = isAnonymous ? voterIds.includes(memberId ?? '') : own !== undefined;
	const options = readOptions(poll.options);
	return {
		id: poll.id,
		threadId: poll.thread_id,
		kind: poll.kind,
		question: poll.question,
		options,
		isAnonymous,
		openedBy: { id: poll.opened_by, name: poll.opened_by_name },
		openedAt: poll.opened_at,
		closesAt: poll.closes_at,
		closed: target.isOver
			? { at: poll.closed_at ?? poll.closes_at ?? now, by: poll.closed_by_name }
			: null,
		voted: isAnonymous ? voterIds.length : votes.length,
		mine: hasVoted
			? { choice: own === undefined ? null : readChoice(own.choice), reason: own?.reason ?? '' }
			: null,
		result: isAnonymous
			? target.isOver && voterIds.length >= fewestAnonymous
				? resultOfTally(poll.kind, options, readTally(poll.tally))
				: null
			: resultOfVotes(
					poll.kind,
					options,
					votes.map(({ name, choice, reason }) => ({ name, choice: readChoice(choice), reason }))
				),
		abilities: { vote: can['poll.vote'] && !(isAnonymous && hasVoted), close: can['poll.close'] }
	};
}
