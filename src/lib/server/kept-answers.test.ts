import { expect, test } from 'vitest';
import { KeptAnswers, type KeptAnswer } from './kept-answers.ts';

const answer = (bytes: number): KeptAnswer => ({ headers: {}, body: new Uint8Array(bytes) });

test('an answer is kept for its address, until the record changes', () => {
	const kept = new KeptAnswers();
	const one = answer(10);
	kept.keep('first', '/rounds/1', one);
	expect(kept.find('first', '/rounds/1')).toBe(one);
	expect(kept.find('first', '/rounds/2')).toBeUndefined();
	expect(kept.find('second', '/rounds/1')).toBeUndefined();
	expect(kept.find('first', '/rounds/1')).toBeUndefined();
});

test('what was asked for longest ago goes first when there is no more room', () => {
	const kept = new KeptAnswers(100);
	for (const address of ['a', 'b', 'c']) kept.keep('now', address, answer(30));
	kept.find('now', 'a');
	kept.keep('now', 'd', answer(30));
	expect(kept.find('now', 'b')).toBeUndefined();
	for (const address of ['a', 'c', 'd']) expect(kept.find('now', address), address).toBeDefined();
});

test('two visitors who ask for the same page at once do not make it count twice', () => {
	const kept = new KeptAnswers(100);
	kept.keep('now', 'a', answer(60));
	kept.keep('now', 'a', answer(60));
	kept.keep('now', 'b', answer(40));
	expect(kept.find('now', 'a')).toBeDefined();
	expect(kept.find('now', 'b')).toBeDefined();
});
