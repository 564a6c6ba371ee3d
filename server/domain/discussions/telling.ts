// Who hears of what is written: those named, those answered, and those who follow; nobody who may not see it, and
// nobody who has muted it, unless they are named. Notices name the thing and never quote it.
import type { Actor, Member } from '#server/kernel/actor.ts';
import { memberIdOf } from '#server/kernel/actor.ts';
import type { PostTarget } from '#server/domain/access/targets.ts';
import type { PostRow } from '#server/storage/discussions.ts';
import type { Queries } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import { postPath, threadPath } from '#shared/thread-path.ts';
import type { DiscussionsDeps, KnownThread } from './discussions-deps.ts';
import { loadPeople } from './people.ts';
import { placeKey } from './places.ts';
import { postTarget } from './thread-view.ts';

export type Telling = ReturnType<typeof createTelling>;

export function createTelling({ access, notify, clock }: DiscussionsDeps) {
	const today = (): string => dayOf(clock.iso());

	/** Ids of those among these who may see something, without its author. */
	async function entitled(
		inside: Queries,
		memberIds: Iterable<string>,
		by: string,
		maySee: (member: Member) => boolean
	): Promise<Set<string>> {
		const wanted = [...new Set(memberIds)].filter((id) => id !== by);
		const people = await loadPeople(inside, today(), wanted);
		return new Set(people.filter(maySee).map(({ memberId }) => memberId));
	}

	/** Who wants to hear of a new discussion there: those who follow the place, and a group's members. */
	async function followersOfPlace(inside: Queries, thread: KnownThread): Promise<string[]> {
		const { group_id } = thread.row;
		const [said, members] = await Promise.all([
			inside.discussions.placeFollows(placeKey(thread.row)),
			group_id === null ? [] : inside.discussions.inGroup(group_id, today())
		]);
		const muted = new Set(
			said.filter(({ state }) => state === 'muted').map((row) => row.member_id)
		);
		return [...said.map(({ member_id }) => member_id), ...members].filter((id) => !muted.has(id));
	}

	const seesPost =
		(target: PostTarget) =>
		(member: Member): boolean =>
			access.can(member, 'post.see', target);

	return {
		/** Of being named in a post. */
		async ofMentions(
			inside: Queries,
			thread: KnownThread,
			post: PostRow,
			memberIds: readonly string[]
		): Promise<void> {
			if (memberIds.length === 0) return;
			await notify(inside, {
				memberIds: memberIds.filter((id) => id !== post.author_id),
				kind: 'mention',
				about: { kind: 'post', id: post.id },
				key: `mention:${post.id}`,
				by: post.author_id,
				path: postPath(thread.row, post.number)
			});
		},

		/** Of a post in a thread that goes on: who was answered, and who follows it. @param named hear of it already */
		async ofPost(
			inside: Queries,
			thread: KnownThread,
			post: PostRow,
			{ named, answered }: { named: readonly string[]; answered: string | null }
		): Promise<void> {
			const follows = await inside.discussions.threadFollows(thread.row.id);
			const muted = new Set(
				follows.filter(({ state }) => state === 'muted').map((row) => row.member_id)
			);
			const wanted = [
				...follows.map(({ member_id }) => member_id),
				...(answered === null ? [] : [answered])
			].filter((id) => !muted.has(id) && !named.includes(id));
			const target = postTarget(post, thread.target);
			const hearers = await entitled(inside, wanted, post.author_id, seesPost(target));
			const about = {
				by: post.author_id,
				path: postPath(thread.row, post.number),
				about: { kind: 'post', id: post.id }
			} as const;
			if (answered !== null && hearers.delete(answered)) {
				await notify(inside, {
					...about,
					memberIds: [answered],
					kind: 'reply',
					key: `reply:${post.id}`
				});
			}
			if (hearers.size === 0) return;
			await notify(inside, {
				...about,
				memberIds: [...hearers],
				kind: 'post',
				key: `post:${thread.row.id}`
			});
		},

		/** Of a discussion that begins. @param named hear of it already */
		async ofThread(
			inside: Queries,
			thread: KnownThread,
			post: PostRow,
			named: readonly string[]
		): Promise<void> {
			const wanted = (await followersOfPlace(inside, thread)).filter((id) => !named.includes(id));
			const target = postTarget(post, thread.target);
			const hearers = await entitled(inside, wanted, post.author_id, seesPost(target));
			if (hearers.size === 0) return;
			await notify(inside, {
				memberIds: [...hearers],
				kind: 'thread',
				about: { kind: 'thread', id: thread.row.id },
				key: `thread:${thread.row.id}`,
				by: post.author_id,
				path: threadPath(thread.row)
			});
		},

		/** Of what came of it: those who follow it. */
		async ofOutcome(inside: Queries, thread: KnownThread, actor: Actor): Promise<void> {
			const by = memberIdOf(actor) ?? '';
			const wanted = (await inside.discussions.threadFollows(thread.row.id))
				.filter(({ state }) => state === 'following')
				.map(({ member_id }) => member_id);
			const hearers = await entitled(inside, wanted, by, (member) =>
				access.can(member, 'thread.see', thread.target)
			);
			if (hearers.size === 0) return;
			await notify(inside, {
				memberIds: [...hearers],
				kind: 'outcome',
				about: { kind: 'thread', id: thread.row.id },
				key: `outcome:${thread.row.id}`,
				by,
				path: threadPath(thread.row)
			});
		}
	};
}
