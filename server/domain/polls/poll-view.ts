// How a poll is shown to one member. Pure: rows in, what may be read out. What an anonymous poll must not tell stops here.
import * as v from 'valibot';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { PollTarget, ThreadTarget } from '#server/domain/access/targets.ts';
import type { PollOverviewRow, PollRow, PollVoteRow } from '#server/storage/polls.ts';
import { consentAnswers, voteSchema, type Choice } from '#shared/poll-input.ts';
import { fewestAnonymous, type Poll, type PollResult } from '#shared/poll-output.ts';
import { countChoices, countRankings, mostVotes, placeOf, type Ballot } from './counting.ts';

/** Anonymous votes: so many of each, and the reasons, both in alphabetical order. */
const tallySchema = v.object({
	ballots: v.array(v.object({ choice: voteSchema.entries.choice, count: v.number() })),
	reasons: v.array(v.object({ answer: v.picklist(consentAnswers), reason: v.string() }))
});
export type Tally = v.InferOutput<typeof tallySchema>;

export const emptyTally: Tally = { ballots: [], reasons: [] };

export const readTally = (stored: string): Tally =>
	v.parse(v.pipe(v.string(), v.parseJson(), tallySchema), stored);

const optionsSchema = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
export const readOptions = (stored: string): string[] => v.parse(optionsSchema, stored);

const storedChoiceSchema = v.pipe(v.string(), v.parseJson(), voteSchema.entries.choice);
const readChoice = (stored: string): Choice => v.parse(storedChoiceSchema, stored);

/** One vote more, put where it leaves no trace of when it came. */
export function addToTally(
	{ ballots, reasons }: Tally,
	{ choice, reason }: { choice: Choice; reason: string }
): Tally {
	const key = JSON.stringify(choice);
	const others = ballots.filter((ballot) => JSON.stringify(ballot.choice) !== key);
	const same = ballots.find((ballot) => JSON.stringify(ballot.choice) === key);
	const answer = consentAnswers.find((each) => each === choice);
	return {
		ballots: inOrder([...others, { choice, count: (same?.count ?? 0) + 1 }]),
		reasons:
			answer === undefined || reason === '' ? reasons : inOrder([...reasons, { answer, reason }])
	};
}

const inOrder = <T>(things: readonly T[]): T[] =>
	things
		.map((thing) => [JSON.stringify(thing), thing] as const)
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([, thing]) => thing);

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
				? anonymousResult(poll, options)
				: null
			: namedResult(poll, options, votes),
		abilities: { vote: can['poll.vote'] && !(isAnonymous && hasVoted), close: can['poll.close'] }
	};
}

function anonymousResult(poll: PollRow, options: readonly string[]): PollResult {
	const { ballots, reasons } = readTally(poll.tally);
	if (poll.kind === 'ranked') {
		return { way: 'ranked', ...countRankings(ballots, options), ballots: null };
	}
	const counts = countChoices(ballots, options);
	return {
		way: 'counted',
		lines: options.map((option, index) => ({ option, count: counts[index] ?? 0, voters: null })),
		ahead: mostVotes(counts, options),
		reasons: reasons.map(({ answer, reason }) => ({ answer, reason, by: null }))
	};
}

function namedResult(
	poll: PollRow,
	options: readonly string[],
	votes: readonly PollVoteRow[]
): PollResult {
	const read = votes.map(({ name, choice, reason }) => ({
		name,
		choice: readChoice(choice),
		reason,
		count: 1
	}));
	if (poll.kind === 'ranked') {
		return {
			way: 'ranked',
			...countRankings(read, options),
			ballots: read.map(({ name, choice }) => ({ by: name, order: ordered(choice, options) }))
		};
	}
	const ofOption = (index: number): string[] =>
		read.filter(({ choice }) => placeOf(choice) === index).map(({ name }) => name);
	const counts = countChoices(read satisfies Ballot[], options);
	return {
		way: 'counted',
		lines: options.map((option, index) => ({
			option,
			count: counts[index] ?? 0,
			voters: ofOption(index)
		})),
		ahead: mostVotes(counts, options),
		reasons: read
			.filter(({ reason }) => reason !== '')
			.map(({ name, choice, reason }) => ({ answer: String(choice), reason, by: name }))
	};
}

const ordered = (choice: Choice, options: readonly string[]): string[] =>
	Array.isArray(choice) ? choice.map((option) => options[option - 1] ?? '') : [];
