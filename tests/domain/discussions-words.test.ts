// Discussions: what authors and moderators may do with words, whom words may name, and what is unread.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#server/kernel/actor.ts';
import type { Thread } from '#server/domain/discussions/thread-view.ts';
import { expectRefused, firstPost, openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';
import { addMember } from '../support/domain.ts';

forEachDialect((_, open) => {
	let alliance: Alliance;
	let discussions: Alliance['discussions'];
	let clock: Alliance['clock'];
	let member: Alliance['member'];
	let start: Alliance['start'];
	let listed: Alliance['listed'];

	beforeAll(async () => {
		alliance = await openAlliance(open);
		({ discussions, clock, member, start, listed } = alliance);
	});
	afterAll(() => alliance.database.close());
	beforeEach(() => clock.advance(60_000));

	describe('one’s own words', () => {
		let thread: Thread;
		let postId: string;
		beforeEach(async () => {
			thread = await start(member('leeds'), { body: 'First words' });
			postId = firstPost(thread);
		});

		test('can be reworded; what they said before stays readable to all who see the thread', async () => {
			const writtenAt = clock.iso();
			clock.advance(60_000);
			const editedAt = clock.iso();
			await discussions.editPost(member('leeds'), postId, { body: 'Second words' });
			clock.advance(60_000);
			await discussions.editPost(member('leeds'), postId, { body: 'Third words' });
			const [post] = (await discussions.thread(member('supporter'), thread.id)).posts;
			expect(post).toMatchObject({
				body: 'Third words',
				editedAt: clock.iso(),
				earlier: [
					{ body: 'First words', at: writtenAt },
					{ body: 'Second words', at: editedAt }
				]
			});
		});

		test('saved unchanged are not called edited', async () => {
			const post = await discussions.editPost(member('leeds'), postId, { body: 'First words' });
			expect(post).toMatchObject({ editedAt: null, earlier: [] });
		});

		test('can be withdrawn for good: the marker stays, the words and their history go', async () => {
			await discussions.editPost(member('leeds'), postId, { body: 'Second words' });
			await discussions.withdrawPost(member('leeds'), postId);
			for (const name of ['leeds', 'supporter', 'facilitator']) {
				const seen = await discussions.thread(member(name), thread.id);
				expect(seen.posts[0]).toMatchObject({
					number: 1,
					withdrawn: true,
					body: null,
					html: null,
					editedAt: null,
					earlier: [],
					abilities: { edit: false, withdraw: false, hide: false, offer: false }
				});
				expect(JSON.stringify(seen)).not.toContain('words');
			}
			await expectRefused(discussions.withdrawPost(member('leeds'), postId), 'conflict');
			await expectRefused(discussions.editPost(member('leeds'), postId, { body: 'x' }), 'conflict');
		});

		test.each(['hackney', 'reader', 'facilitator', 'coordinator'])(
			'[F16] are altered by nobody else, moderators included: %s',
			async (name) => {
				await expectRefused(
					discussions.editPost(member(name), postId, { body: 'Mine' }),
					'not-allowed'
				);
				await expectRefused(discussions.withdrawPost(member(name), postId), 'not-allowed');
				const [post] = (await discussions.thread(member(name), thread.id)).posts;
				expect(post).toMatchObject({ body: 'First words', editedAt: null, withdrawn: false });
				expect(post?.abilities).toMatchObject({ edit: false, withdraw: false });
			}
		);
	});

	describe('moderators', () => {
		let thread: Thread;
		let postId: string;
		beforeEach(async () => {
			thread = await start(member('leeds'), { body: 'Sharp words' });
			postId = firstPost(thread);
		});

		test.each(['facilitator', 'coordinator'])(
			'hide a post with their reason, and its author cannot edit it then: %s',
			async (name) => {
				await discussions.editPost(member('leeds'), postId, { body: 'Sharper words' });
				await discussions.hidePost(member(name), postId, { reason: 'Names a person' });
				const forOthers = await discussions.thread(member('hackney'), thread.id);
				expect(forOthers.posts[0]).toMatchObject({
					body: null,
					html: null,
					earlier: [],
					hidden: { by: name, at: clock.iso(), reason: 'Names a person' }
				});
				expect(JSON.stringify(forOthers)).not.toContain('harp');
				await expectRefused(
					discussions.editPost(member('leeds'), postId, { body: 'x' }),
					'conflict'
				);
			}
		);

		test('can read what they hid, and show it again', async () => {
			await discussions.hidePost(member('facilitator'), postId, { reason: 'Names a person' });
			const [hidden] = (await discussions.thread(member('coordinator'), thread.id)).posts;
			expect(hidden?.body).toBe('Sharp words');
			await expectRefused(
				discussions.hidePost(member('coordinator'), postId, { reason: 'Again' }),
				'conflict'
			);
			await discussions.unhidePost(member('coordinator'), postId);
			expect((await discussions.postById(member('hackney'), postId)).body).toBe('Sharp words');
			await expectRefused(discussions.unhidePost(member('coordinator'), postId), 'conflict');
		});

		test('cannot bring back what its author has withdrawn', async () => {
			await discussions.withdrawPost(member('leeds'), postId);
			await expectRefused(
				discussions.hidePost(member('facilitator'), postId, { reason: 'Names a person' }),
				'conflict'
			);
		});

		test('close a discussion with a reason: it stays readable and takes no more posts', async () => {
			await discussions.closeThread(member('coordinator'), thread.id, { reason: 'Settled' });
			const closed = await discussions.thread(member('leeds'), thread.id);
			expect(closed).toMatchObject({
				closed: { by: 'coordinator', reason: 'Settled', at: clock.iso() },
				abilities: { post: false, moderate: false }
			});
			await expectRefused(
				discussions.post(member('leeds'), thread.id, { body: 'But' }),
				'conflict'
			);
			await expectRefused(discussions.editPost(member('leeds'), postId, { body: 'x' }), 'conflict');
			await expectRefused(
				discussions.closeThread(member('facilitator'), thread.id, { reason: 'Settled' }),
				'conflict'
			);
			await discussions.reopenThread(member('facilitator'), thread.id);
			await discussions.post(member('leeds'), thread.id, { body: 'But' });
		});

		test('words can be withdrawn from a closed discussion', async () => {
			await discussions.closeThread(member('coordinator'), thread.id, { reason: 'Settled' });
			expect((await discussions.withdrawPost(member('leeds'), postId)).withdrawn).toBe(true);
		});

		test('pin a discussion to the top of its commitment, and take it down again', async () => {
			await start(member('hackney'));
			await discussions.pinThread(member('facilitator'), thread.id);
			expect((await listed(member('leeds')))[0]).toBe(thread.id);
			await discussions.unpinThread(member('facilitator'), thread.id);
			expect((await listed(member('leeds')))[0]).not.toBe(thread.id);
		});

		test.each(['leeds', 'hackney', 'supporter', 'reader'])(
			'are coordinator and facilitators only, not %s',
			async (name) => {
				const actor = member(name);
				const attempts = [
					discussions.hidePost(actor, postId, { reason: 'because' }),
					discussions.unhidePost(actor, postId),
					discussions.closeThread(actor, thread.id, { reason: 'because' }),
					discussions.reopenThread(actor, thread.id),
					discussions.pinThread(actor, thread.id),
					discussions.unpinThread(actor, thread.id)
				];
				await expectRefused(attempts, 'not-allowed');
			}
		);
	});

	describe('mentions', () => {
		const found = async (actor: Actor, threadId: string, query: string): Promise<string[]> =>
			(await discussions.mentionable(actor, { threadId }, query)).map(({ id }) => id);

		test('offer those who may see the discussion, by a word of name or organisation', async () => {
			const thread = await start(member('leeds'));
			expect(await found(member('hackney'), thread.id, 'dra')).toEqual(['leeds']);
			expect(await found(member('hackney'), thread.id, 'zoe')).toEqual(['reader']);
			expect((await found(member('hackney'), thread.id, 'sam')).sort()).toEqual([
				'hackney',
				'supporter'
			]);
			expect(await found(member('hackney'), thread.id, 'rafter')).toEqual([]);
		});

		test('[F6] offer nobody who could not read them, and nobody who has left', async () => {
			const own = await start(member('leeds'), { audience: 'organisation' });
			expect((await found(member('leeds'), own.id, 'or')).sort()).toEqual(['leeds', 'reader']);
			expect(await found(member('leeds'), own.id, 'leaver')).toEqual([]);
			const makers = await start(member('leeds'), { audience: 'pledge-makers' });
			expect(await found(member('leeds'), makers.id, 'sam')).toEqual(['hackney']);
			await expectRefused(
				discussions.mentionable(
					member('supporter'),
					{ place: { kind: 'commitment', number: 3 }, audience: 'pledge-makers' },
					'leeds'
				),
				'not-found'
			);
		});

		test('[F6] begin with the second letter, end with the eighth name, and never show an address', async () => {
			const thread = await start(member('leeds'));
			expect(await found(member('leeds'), thread.id, ' s ')).toEqual([]);
			for (let index = 0; index < 10; index++) {
				await addMember(alliance.database.store, { id: `many-${index}`, organisationId: 'o-many' });
			}
			const choices = await discussions.mentionable(
				member('leeds'),
				{ threadId: thread.id },
				'many'
			);
			expect(choices).toHaveLength(8);
			expect(JSON.stringify(choices)).not.toContain('@demo.test');
		});

		test('[F6] cannot be used to read out the list of members', async () => {
			const thread = await start(member('supporter'));
			const ask = () => found(member('supporter'), thread.id, 'organisation');
			for (let index = 0; index < 60; index++) await ask();
			await expectRefused(ask(), 'too-often');
			await expect(found(member('leeds'), thread.id, 'sam')).resolves.toHaveLength(2);
			clock.advance(61_000);
			await expect(ask()).resolves.toHaveLength(8);
		});

		test('tell two people of one name apart by their organisation', async () => {
			const thread = await start(member('leeds'));
			const choices = await discussions.mentionable(
				member('leeds'),
				{ threadId: thread.id },
				'sam'
			);
			expect(choices.map(({ insert }) => insert).sort()).toEqual([
				'Sam, Organisation o-hackney',
				'Sam, Organisation o-supporter'
			]);
		});

		test('are kept for those who may read the post, and shown as mentions', async () => {
			const thread = await start(member('hackney'), {
				audience: 'pledge-makers',
				body: '@Leeds drafter and @Sam and @Sam, Organisation o-supporter'
			});
			const mentions = await alliance.database.store.discussions.mentions([firstPost(thread)]);
			expect(mentions.map((row) => row.member_id).sort()).toEqual(['hackney', 'leeds']);
			expect(thread.posts[0]?.html).toContain('<strong class="mention">@Leeds drafter</strong>');
			expect(thread.posts[0]?.body).toContain('@Sam, Organisation o-supporter');
			await discussions.editPost(member('hackney'), firstPost(thread), { body: 'Nobody' });
			expect(await alliance.database.store.discussions.mentions([firstPost(thread)])).toEqual([]);
		});
	});

	describe('what is unread', () => {
		let thread: Thread;
		beforeEach(async () => {
			thread = await start(member('leeds'));
			await discussions.post(member('hackney'), thread.id, { body: 'Two' });
			await discussions.post(member('leeds'), thread.id, { body: 'Three' });
			await discussions.post(member('hackney'), thread.id, { body: 'Four' });
		});
		const standing = async (name: string) => {
			const { unread, firstUnread, posts } = await discussions.thread(member(name), thread.id);
			return [unread, firstUnread, posts.filter((post) => post.unread).map(({ number }) => number)];
		};

		test('is what others wrote since; one’s own posts are read by definition', async () => {
			expect(await standing('leeds')).toEqual([2, 2, [2, 4]]);
			expect(await standing('supporter')).toEqual([4, 1, [1, 2, 3, 4]]);
			await discussions.markRead(member('leeds'), thread.id, 2);
			expect(await standing('leeds')).toEqual([1, 4, [4]]);
		});

		test('never goes back, and never past the last post', async () => {
			await discussions.markRead(member('leeds'), thread.id, 1_000_000);
			await discussions.markRead(member('leeds'), thread.id, 1);
			expect(await standing('leeds')).toEqual([0, null, []]);
			await discussions.post(member('hackney'), thread.id, { body: 'Five' });
			expect(await standing('leeds')).toEqual([1, 5, [5]]);
		});

		test('does not count words that cannot be read any more', async () => {
			const { posts } = await discussions.thread(member('leeds'), thread.id);
			await discussions.withdrawPost(member('hackney'), posts[1]?.id ?? '');
			await discussions.hidePost(member('facilitator'), posts[3]?.id ?? '', { reason: 'because' });
			expect(await standing('leeds')).toEqual([0, null, []]);
		});

		test('is listed by discussion and counted by commitment', async () => {
			expect(await discussions.unread(member('leeds'))).toContainEqual({
				threadId: thread.id,
				title: thread.title,
				commitment: 3,
				unread: 2,
				firstUnread: 2,
				lastPostAt: clock.iso()
			});
			const before = await discussions.countsByCommitment(member('leeds'));
			expect(before.map(({ commitment }) => commitment)).toEqual([1, 2, 3, 4, 5, 6, 7]);
			await discussions.markRead(member('leeds'), thread.id, 4);
			const after = await discussions.countsByCommitment(member('leeds'));
			expect((before[2]?.unread ?? 0) - (after[2]?.unread ?? 0)).toBe(2);
			expect(after[2]?.threads).toBe((await listed(member('leeds'))).length);
		});
	});
});
