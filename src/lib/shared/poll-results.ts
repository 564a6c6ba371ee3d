// What comes of a poll: of votes with names, and of votes that are only counted. Pure; polls in discussions and polls in
// sessions count alike.
import * as v from 'valibot';
import { countChoices, countRankings, mostVotes, placesOf } from './poll-counting.ts';
import { consentAnswers, voteSchema, type Choice } from './poll-input.ts';
import type { PollResult } from './poll-output.ts';

/** Anonymous votes: so many of each, and the reasons, both in alphabetical order. */
const tallySchema = v.object({
	ballots: v.array(v.object({ choice: voteSchema.entries.choice, count: v.number() })),
	reasons: v.array(v.object({ answer: v.picklist(consentAnswers), reason: v.string() }))
});
export type Tally = v.InferOutput<typeof tallySchema>;

export const emptyTally: Tally = { ballots: [], reasons: [] };

export const readTally = (stored: string): Tally =>
	v.parse(v.pipe(v.string(), v.parseJson(), tallySchema), stored);

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

/** What came of votes without names. */
export function resultOfTally(
	kind: string,
	options: readonly string[],
	{ ballots, reasons }: Tally
): PollResult {
	if (kind === 'ranked') {
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

/** A vote with its voter's name. */
export type NamedVote = { name: string; choice: Choice; reason: string };

/** What came of votes with names. */
export function resultOfVotes(
	kind: string,
	options: readonly string[],
	votes: readonly NamedVote[]
): PollResult {
	const ballots = votes.map(({ choice }) => ({ choice, count: 1 }));
	if (kind === 'ranked') {
		return {
			way: 'ranked',
			...countRankings(ballots, options),
			ballots: votes.map(({ name, choice }) => ({ by: name, order: ordered(choice, options) }))
		};
	}
	const counts = countChoices(ballots, options);
	return {
		way: 'counted',
		lines: options.map((option, index) => ({
			option,
			count: counts[index] ?? 0,
			voters: votes.filter(({ choice }) => placesOf(choice).includes(index)).map(({ name }) => name)
		})),
		ahead: mostVotes(counts, options),
		reasons: votes
			.filter(({ reason }) => reason !== '')
			.map(({ name, choice, reason }) => ({ answer: String(choice), reason, by: name }))
	};
}

const ordered = (choice: Choice, options: readonly string[]): string[] =>
	Array.isArray(choice) ? choice.map((option) => options[option - 1] ?? '') : [];
