// How votes are counted, worked through by hand.
import { expect, test } from 'vitest';
import { countChoices, countRankings, mostVotes, type Ballot } from './poll-counting.ts';

const orders = (...rows: [count: number, ...order: number[]][]): Ballot[] =>
	rows.map(([count, ...choice]) => ({ choice, count }));
const abc = ['A', 'B', 'C'];

test('answers to a proposal are counted each in its own place', () => {
	const ballots: Ballot[] = [
		{ choice: 'agree', count: 3 },
		{ choice: 'block', count: 1 }
	];
	expect(countChoices(ballots, ['agree', 'abstain', 'disagree', 'block'])).toEqual([3, 0, 0, 1]);
});

test('level options are said to be level', () => {
	expect(mostVotes([2, 1, 2], abc)).toEqual(['A', 'C']);
	expect(mostVotes([0, 0, 0], abc)).toEqual([]);
});

test('in an order, more than half of the votes wins at once', () => {
	expect(countRankings(orders([3, 1, 2], [2, 2]), abc)).toEqual({
		rounds: [
			{
				lines: [
					{ option: 'A', count: 3 },
					{ option: 'B', count: 2 },
					{ option: 'C', count: 0 }
				],
				noneLeft: 0,
				out: []
			}
		],
		winners: ['A']
	});
});

test('otherwise the option with the fewest goes out, and its votes count for who stands next on them', () => {
	const { rounds, winners } = countRankings(orders([4, 1], [3, 2, 3], [2, 3, 2]), abc);
	expect(rounds.map(({ out }) => out)).toEqual([['C'], []]);
	expect(rounds[1]?.lines).toEqual([
		{ option: 'A', count: 4 },
		{ option: 'B', count: 5 }
	]);
	expect(winners).toEqual(['B']);
});

test('a vote all of whose options have gone out counts no further, and half is reckoned without it', () => {
	const { rounds, winners } = countRankings(orders([3, 1], [2, 2], [1, 3]), abc);
	expect(rounds[1]?.noneLeft).toBe(1);
	expect(winners).toEqual(['A']);
});

test('options that are level at the bottom go out together', () => {
	const { rounds } = countRankings(orders([4, 1], [2, 2, 1], [2, 3, 1]), abc);
	expect(rounds[0]?.out).toEqual(['B', 'C']);
	const four = countRankings(orders([3, 1], [2, 2, 1], [1, 3, 2], [1, 4, 2]), [...abc, 'D']);
	expect(four.rounds[0]?.out).toEqual(['C', 'D']);
	expect(four.winners).toEqual(['B']);
});

test('when all that are left are level it is a tie, and nobody is drawn by lot', () => {
	expect(countRankings(orders([2, 1], [2, 2]), ['A', 'B']).winners).toEqual(['A', 'B']);
});

test('when nobody has voted nothing has won', () => {
	expect(countRankings([], abc).winners).toEqual([]);
});
