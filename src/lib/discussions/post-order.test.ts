import { describe, expect, test } from 'vitest';
import { numbersInWords, orderPosts, type Branch, type Ordered } from './post-order.ts';

/** "2>1": post 2 in reply to post 1. */
const posts = (...written: string[]): Ordered[] =>
	written.map((each) => {
		const [number = '', inReplyTo] = each.split('>');
		return { id: number, number: Number(number), inReplyTo: inReplyTo ?? null };
	});

const drawn = (branches: Branch<Ordered>[]): string =>
	branches
		.map(({ post, replies }) => `${post.number}${replies.length ? `(${drawn(replies)})` : ''}`)
		.join(' ');

describe('posts on the page', () => {
	test('replies hang under what they answer', () => {
		const { settled, later } = orderPosts(posts('1', '2>1', '3>1', '4>2', '5'), 5);
		expect(drawn(settled)).toBe('1(2(4) 3) 5');
		expect(later).toEqual([]);
	});

	test('nothing stands more than two deep: a deeper reply is set level', () => {
		const { settled } = orderPosts(posts('1', '2>1', '3>2', '4>3', '5>4', '6>1'), 6);
		expect(drawn(settled)).toBe('1(2(3 4 5) 6)');
	});

	test('what has come since the last visit follows in order, wherever it belongs', () => {
		const { settled, later } = orderPosts(posts('1', '2>1', '3>1', '4'), 2);
		expect(drawn(settled)).toBe('1(2)');
		expect(later.map(({ number }) => number)).toEqual([3, 4]);
	});
});

test('a folded row says which posts it holds', () => {
	expect(numbersInWords([5])).toBe('Post 5');
	expect(numbersInWords([5, 6])).toBe('Posts 5 and 6');
	expect(numbersInWords([5, 6, 7])).toBe('Posts 5 to 7');
	expect(numbersInWords([5, 6, 9])).toBe('Posts 5, 6 and 9');
});
