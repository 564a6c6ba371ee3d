// How votes are counted. Pure: ballots in, a result out; the same for named and for anonymous votes.
import { consentAnswers, type Choice } from './poll-input.ts';
import type { RankedResult } from './poll-output.ts';

/** So many votes that say the same. */
export type Ballot = { choice: Choice; count: number };

/** Of an answer, or of the options chosen, among those there are, from 0. */
export const placesOf = (choice: Choice): number[] =>
	Array.isArray(choice)
		? choice.map((option) => option - 1)
		: [
				typeof choice === 'number'
					? choice - 1
					: consentAnswers.findIndex((answer) => answer === choice)
			];

/** Votes for each answer or option, in their order; one that names several options counts for each. */
export function countChoices(ballots: readonly Ballot[], options: readonly string[]): number[] {
	const counts = options.map(() => 0);
	for (const { choice, count } of ballots) {
		for (const place of placesOf(choice)) counts[place] = (counts[place] ?? 0) + count;
	}
	return counts;
}

/** The options with the most votes: none without a vote, several when they are level. */
export function mostVotes(counts: readonly number[], options: readonly string[]): string[] {
	const most = Math.max(0, ...counts);
	return most === 0 ? [] : options.filter((_, index) => counts[index] === most);
}

/**
 * Instant run-off. Each vote counts for the first of its options that is still in. An option with more than half of
 * these votes wins; otherwise the options with the fewest go out, together when they are level, and it is counted again.
 * When all that are left are level, it is a tie.
 */
export function countRankings(
	ballots: readonly Ballot[],
	options: readonly string[]
): Pick<RankedResult, 'rounds' | 'winners'> {
	const rounds: RankedResult['rounds'] = [];
	const word = (option: number): string => options[option - 1] ?? '';
	let remaining = options.map((_, index) => index + 1);
	for (;;) {
		const { counts, noneLeft } = countFirst(ballots, remaining);
		const lines = remaining.map((option) => ({
			option: word(option),
			count: counts.get(option) ?? 0
		}));
		const values = lines.map(({ count }) => count);
		const most = Math.max(...values);
		const fewest = Math.min(...values);
		const counted = values.reduce((sum, count) => sum + count, 0);
		const isOver = most * 2 > counted || most === fewest;
		const out = isOver ? [] : remaining.filter((option) => counts.get(option) === fewest);
		rounds.push({ lines, noneLeft, out: out.map(word) });
		if (isOver) {
			const winners = lines.filter(({ count }) => count === most).map(({ option }) => option);
			return { rounds, winners: counted === 0 ? [] : winners };
		}
		remaining = remaining.filter((option) => !out.includes(option));
	}
}

function countFirst(ballots: readonly Ballot[], remaining: readonly number[]) {
	const counts = new Map(remaining.map((option) => [option, 0]));
	let noneLeft = 0;
	for (const { choice, count } of ballots) {
		const first = Array.isArray(choice) ? choice.find((option) => counts.has(option)) : undefined;
		if (first === undefined) noneLeft += count;
		else counts.set(first, (counts.get(first) ?? 0) + count);
	}
	return { counts, noneLeft };
}
