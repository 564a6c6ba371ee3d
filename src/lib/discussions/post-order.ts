// How the posts of a thread are set on the page. What one has read stands as a tree, at most two deep; what has come
// since follows in the order of its numbers, so that nothing already read ever moves.

export type Ordered = { id: string; number: number; inReplyTo: string | null };

export type Branch<P extends Ordered> = { post: P; replies: Branch<P>[] };

export type Order<P extends Ordered> = {
	/** Roots, their replies, and the replies to these; deeper ones are set level with the last. */
	settled: Branch<P>[];
	later: P[];
};

const deepest = 2;

/** @param posts in the order of their numbers  @param settledUpTo the last number that belongs to the tree */
export function orderPosts<P extends Ordered>(posts: readonly P[], settledUpTo: number): Order<P> {
	const settled: Branch<P>[] = [];
	/** Where replies to a post are hung, and how deep the post itself stands. */
	const places = new Map<string, { replies: Branch<P>[]; depth: number }>();
	for (const post of posts) {
		if (post.number > settledUpTo) continue;
		const branch: Branch<P> = { post, replies: [] };
		const answered = post.inReplyTo === null ? undefined : places.get(post.inReplyTo);
		(answered?.replies ?? settled).push(branch);
		const depth = answered === undefined ? 0 : Math.min(answered.depth + 1, deepest);
		// A reply to a post at the deepest level joins that post's own row.
		const replies = depth === deepest ? (answered?.replies ?? settled) : branch.replies;
		places.set(post.id, { replies, depth });
	}
	return { settled, later: posts.filter((post) => post.number > settledUpTo) };
}

/** "Posts 5 and 6", "Posts 5, 6 and 9", "Posts 5 to 8": what a folded row holds. */
export function numbersInWords(numbers: readonly number[]): string {
	const [first] = numbers;
	const last = numbers.at(-1);
	if (first === undefined || last === undefined) return 'No posts';
	if (numbers.length === 1) return `Post ${first}`;
	const isRow = numbers.length > 2 && last - first === numbers.length - 1;
	return isRow
		? `Posts ${first} to ${last}`
		: `Posts ${numbers.slice(0, -1).join(', ')} and ${last}`;
}
