// In the sample inboxes: discussions in which somebody took part, and which went on after they had last read them.
import { newId } from '#server/kernel/ids.ts';
import type { Store } from '#server/storage/store.ts';
import { postPath } from '#shared/thread-path.ts';

type Written = { id: string; authorId: string; at: string };

/** @param posts of the thread, in order  @param readUpTo by member: the number of the last post they have read */
export async function seedNotices(
	store: Store,
	thread: { id: string; commitment: number | null },
	posts: readonly Written[],
	readUpTo: ReadonlyMap<string, number>
): Promise<void> {
	const last = posts.at(-1);
	if (last === undefined) return;
	const others = new Set(posts.map(({ authorId }) => authorId));
	others.delete(last.authorId);
	await store.inbox.put(
		[...others]
			.filter((memberId) => (readUpTo.get(memberId) ?? 0) < posts.length)
			.map((memberId) => ({
				id: newId(),
				member_id: memberId,
				kind: 'post',
				key: `post:${thread.id}`,
				about_kind: 'post',
				about_id: last.id,
				by_id: last.authorId,
				path: postPath(thread, posts.length),
				due_on: null,
				at: last.at
			}))
	);
}
