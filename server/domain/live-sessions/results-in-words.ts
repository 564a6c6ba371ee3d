// What came of a poll as lines of text, without anybody's name. Pure.
import { counted, listed } from '#shared/counting-words.ts';
import type { PollResult } from '#shared/poll-output.ts';

const consent: Readonly<Record<string, string>> = {
	agree: 'Agree',
	abstain: 'Abstain',
	disagree: 'Disagree',
	block: 'Block it'
};
const answerInWords = (answer: string): string => consent[answer] ?? answer;
const line = (option: string, count: number): string =>
	`${answerInWords(option)}: ${counted(count, 'vote')}`;

/** One line for each option or reason; of a ranked poll, the last count and who won it. */
export function resultInWords(result: PollResult): string[] {
	if (result.way === 'counted') {
		return [
			...result.lines.map(({ option, count }) => line(option, count)),
			...result.reasons.map(({ answer, reason }) => `${answerInWords(answer)}, because: ${reason}`)
		];
	}
	const last = result.rounds.at(-1)?.lines ?? [];
	const won =
		result.winners.length === 0
			? []
			: [
					result.winners.length === 1
						? `Chosen: ${listed(result.winners)}`
						: `A tie between ${listed(result.winners)}`
				];
	return [...won, ...last.map(({ option, count }) => line(option, count))];
}
