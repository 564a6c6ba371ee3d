// What pages and copies say about polls.
import { listed } from '$lib/ui/words.ts';
import type { Poll, PollResult } from '#shared/poll-output.ts';
import { fewestAnonymous } from '#shared/poll-output.ts';

/** An answer or option as people read it. */
export function optionInWords(option: string): string {
	switch (option) {
		case 'agree':
			return 'I agree';
		case 'abstain':
			return 'I abstain';
		case 'disagree':
			return 'I disagree';
		case 'block':
			return 'I block it';
		default:
			return option;
	}
}

/** How many have voted, as a sentence. */
export const votedInWords = (count: number): string =>
	count === 0 ? 'Nobody has voted yet.' : `${count} ${count === 1 ? 'has' : 'have'} voted.`;

/** What came of it so far, or for good, in one sentence; why there is nothing to say where there is not. */
export function resultInWords(
	poll: Pick<Poll, 'kind' | 'result' | 'closed' | 'isAnonymous' | 'voted'>
): string {
	const { result, closed, isAnonymous, voted, kind } = poll;
	if (result === null) {
		if (closed === null) return 'Nobody sees how it stands until it is closed.';
		return voted < fewestAnonymous && isAnonymous
			? `Fewer than ${fewestAnonymous} people voted, so the result is shown to nobody and its counts were removed.`
			: '';
	}
	if (voted === 0) return closed === null ? '' : 'Nobody voted.';
	if (result.way === 'ranked') return winnersInWords(result.winners, closed !== null);
	if (kind === 'consent') return consentInWords(result);
	const [first] = result.ahead;
	if (result.ahead.length === 1) return `Most votes: ${first}.`;
	return `A tie: ${listed(result.ahead)} have equally many votes.`;
}

function winnersInWords(winners: readonly string[], isClosed: boolean): string {
	if (winners.length > 1)
		return `A tie between ${listed(winners)}: they are level in the last count.`;
	return isClosed ? `Chosen: ${winners[0]}.` : `As it stands: ${winners[0]}.`;
}

function consentInWords({ lines }: Extract<PollResult, { way: 'counted' }>): string {
	const count = (answer: string): number =>
		lines.find((line) => line.option === answer)?.count ?? 0;
	const blocks = count('block');
	if (blocks > 0) return `Blocked by ${blocks}: the reasons stand below.`;
	const against = count('disagree');
	return against > 0
		? `No block; ${against} ${against === 1 ? 'disagrees' : 'disagree'}.`
		: 'Nobody disagrees or blocks it.';
}
