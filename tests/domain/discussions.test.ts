// Discussions: who sees, says and moderates what; numbers, replies, mentions, history and what is unread.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, system, type Actor, type Member } from '#server/kernel/actor.ts';
import type { Thread } from '#server/domain/discussions/thread-view.ts';
import type { StartThread } from '#shared/discussion-input.ts';
import type { ThreadAudience } from '#shared/states.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, manualClock, wireDomains } from '../support/domain.ts';

const failure = (code: string, field?: string) =>
	expect.objectContaining(
		field === undefined ? { code } : { code, details: expect.objectContaining({ field }) }
	);

/** Waits for all of them before looking at any. */
async function allRefused(attempts: Promise<unknown>[], code: string): Promise<void> {
	for (const result of await Promise.allSettled(attempts)) {
		expect(result).toMatchObject({ status: 'rejected', reason: { code } });
	}
}

forEachDialect((_, open) => {
	let database: Opened;
	let house: ReturnType<typeof wireDomains>;
	const clock = manualClock();
	const who: Record<string, Member> = {};
	const member = (name: string): Member => who[name] as Member;
	let discussions: ReturnType<typeof wireDomains>['discussions'];

	beforeAll(async () => {
		database = await open();
		const { store } = database;
		house = wireDomains(store, clock);
		discussions = house.discussions;
		const add = async (id: string, more: Omit<Parameters<typeof addMember>[1], 'id'>) => {
			who[id] = await addMember(store, { id, ...more });
		};
		await add('leeds', { organisationId: 'o-leeds', name: 'Leeds drafter' });
		await add('reader', { organisationId: 'o-leeds', role: 'reader', name: 'Zoë Reader' });
		await add('hackney', { organisationId: 'o-hackney', name: 'Sam' });
		await add('supporter', {
			organisationId: 'o-supporter',
			organisationKind: 'pledge-supporter',
			name: 'Sam'
		});
		await add('facilitator', {
			organisationId: 'o-convenor',
			organisationKind: 'convenor',
			allianceRoles: ['facilitator']
		});
		await add('coordinator', {
			organisationId: 'o-convenor',
			organisationKind: 'convenor',
			allianceRoles: ['coordinator']
		});
		await add('left', { organisationId: 'o-leeds', name: 'Leeds leaver' });
		await store.accounts.deactivateMember('left', clock.iso());
	});
	afterAll(() => database.close());
	beforeEach(() => clock.advance(60_000));

	const start = (actor: Actor, more: Partial<StartThread & { commitment: number }> = {}) =>
		discussions.startThread(actor, {
			commitment: 3,
			title: 'How do you pay partners on time?',
			body: 'We waited eleven weeks.',
			...more
		});
	const listed = async (actor: Actor, commitment = 3): Promise<string[]> =>
		(await discussions.listThreads(actor, commitment)).items.map(({ id }) => id);

	describe('who sees a discussion', () => {
		const audiences: [ThreadAudience, string[]][] = [
			['pledge-makers', ['leeds', 'reader', 'hackney', 'facilitator', 'coordinator']],
			[
				'pledge-makers-and-supporters',
				['leeds', 'reader', 'hackney', 'supporter', 'facilitator', 'coordinator']
			],
			['organisation', ['leeds', 'reader']]
		];

		test.each(audiences)('one for "%s" is seen by just those', async (audience, hear) => {
			const thread = await start(member('leeds'), { audience });
			for (const [name, actor] of Object.entries(who)) {
				if (name === 'left') continue;
				const mine = discussions.thread(actor, thread.id);
				if (hear.includes(name)) {
					expect((await mine).posts, name).toHaveLength(1);
				} else {
					await expect(mine, name).rejects.toEqual(failure('not-found'));
				}
				expect((await listed(actor)).includes(thread.id), name).toBe(hear.includes(name));
				expect(await discussions.maySeeThread(actor, thread.id), name).toBe(hear.includes(name));
			}
		});

		test.each([
			['anonymous', anonymous],
			['the process itself, which has nobody’s name to post under', system]
		])('nobody but members takes part: %s', async (_name, actor) => {
			const { id, posts } = await start(member('leeds'));
			const attempts = [
				discussions.listThreads(actor, 3),
				discussions.thread(actor, id),
				discussions.thread(actor, 'no-such-thread'),
				start(actor),
				discussions.post(actor, id, { body: 'x' }),
				discussions.editPost(actor, posts[0]?.id ?? '', { body: 'x' }),
				discussions.hidePost(actor, posts[0]?.id ?? '', { reason: 'because' }),
				discussions.mentionable(actor, { threadId: id }, 'le'),
				discussions.unread(actor),
				discussions.countsByCommitment(actor)
			];
			await allRefused(attempts, 'not-signed-in');
			expect(await discussions.maySeeThread(actor, id)).toBe(false);
		});

		test('[F4] [F5] whoever does not see it finds no way in by any other call', async () => {
			const { id, posts } = await start(member('leeds'), { audience: 'pledge-makers' });
			const postId = posts[0]?.id ?? '';
			const outsider = member('supporter');
			const attempts = [
				discussions.post(outsider, id, { body: 'x' }),
				discussions.postById(outsider, postId),
				discussions.editPost(outsider, postId, { body: 'x' }),
				discussions.withdrawPost(outsider, postId),
				discussions.hidePost(outsider, postId, { reason: 'because' }),
				discussions.unhidePost(outsider, postId),
				discussions.closeThread(outsider, id, { reason: 'because' }),
				discussions.reopenThread(outsider, id),
				discussions.pinThread(outsider, id),
				discussions.unpinThread(outsider, id),
				discussions.markRead(outsider, id, 1),
				discussions.mentionable(outsider, { threadId: id }, 'leeds')
			];
			await allRefused(attempts, 'not-found');
			expect((await discussions.unread(outsider)).map(({ threadId }) => threadId)).not.toContain(
				id
			);
		});

		test('[F5] nobody starts one for an audience they do not belong to', async () => {
			await expect(start(member('supporter'), { audience: 'pledge-makers' })).rejects.toEqual(
				failure('not-found')
			);
			await expect(
				start(member('leeds'), { audience: 'organisation', organisationId: 'o-hackney' })
			).rejects.toEqual(failure('not-found'));
		});

		test('unless its author says otherwise it is for Pledge Makers and Pledge Supporters', async () => {
			expect(await start(member('leeds'))).toMatchObject({
				audience: 'pledge-makers-and-supporters',
				organisation: null
			});
		});

		test('one for an organisation is for the author’s own when none is named', async () => {
			expect((await start(member('leeds'), { audience: 'organisation' })).organisation?.id).toBe(
				'o-leeds'
			);
			await expect(start(member('leeds'), { organisationId: 'o-leeds' })).rejects.toEqual(
				failure('invalid', 'organisationId')
			);
		});

		test('a member is offered the audiences they belong to, the usual one first', () => {
			const offered = (name: string) =>
				discussions
					.audienceChoices(member(name))
					.map(({ audience, organisation }) => organisation ?? audience);
			expect(offered('leeds')).toEqual([
				'pledge-makers-and-supporters',
				'pledge-makers',
				'Organisation o-leeds'
			]);
			expect(offered('supporter')).toEqual([
				'pledge-makers-and-supporters',
				'Organisation o-supporter'
			]);
		});

		test.each([0, 8, 1.5, Number.NaN])('there is no commitment %d', async (commitment) => {
			await expect(discussions.listThreads(member('leeds'), commitment)).rejects.toEqual(
				failure('not-found')
			);
			await expect(start(member('leeds'), { commitment })).rejects.toEqual(failure('not-found'));
		});
	});

	describe('posts', () => {
		let thread: Thread;
		beforeEach(async () => {
			thread = await start(member('leeds'));
		});

		test('stand in order with their numbers, authors and organisations', async () => {
			const second = await discussions.post(member('hackney'), thread.id, {
				body: 'We pay half on **signature**.',
				inReplyTo: thread.posts[0]?.id
			});
			const { posts, postCount } = await discussions.thread(member('supporter'), thread.id);
			expect(postCount).toBe(2);
			expect(posts.map(({ number }) => number)).toEqual([1, 2]);
			expect(posts[1]).toMatchObject({
				id: second.id,
				author: { id: 'hackney', name: 'Sam', organisation: 'Organisation o-hackney' },
				body: 'We pay half on **signature**.',
				html: '<p>We pay half on <strong>signature</strong>.</p>\n',
				inReplyTo: posts[0]?.id,
				at: clock.iso(),
				editedAt: null,
				earlier: [],
				withdrawn: false,
				hidden: null
			});
		});

		test('get numbers without gap or double when many arrive at once', async () => {
			const authors = ['leeds', 'hackney', 'supporter', 'facilitator'];
			const bodies = Array.from({ length: 24 }, (_each, index) => `Post ${index}`);
			await Promise.all(
				bodies.map((body, index) =>
					discussions.post(member(authors[index % 4] ?? ''), thread.id, { body })
				)
			);
			const { posts } = await discussions.thread(member('leeds'), thread.id);
			expect(posts.map(({ number }) => number)).toEqual(posts.map((_post, index) => index + 1));
			expect(posts).toHaveLength(25);
			expect(
				posts
					.slice(1)
					.map(({ body }) => body)
					.sort()
			).toEqual([...bodies].sort());
		});

		test('[F4] a reply answers a post of the same thread, or is refused', async () => {
			const elsewhere = await start(member('leeds'), { audience: 'organisation' });
			for (const inReplyTo of [elsewhere.posts[0]?.id, 'no-such-post']) {
				await expect(
					discussions.post(member('leeds'), thread.id, { body: 'x', inReplyTo })
				).rejects.toEqual(failure('invalid', 'inReplyTo'));
			}
			expect((await discussions.thread(member('leeds'), thread.id)).posts).toHaveLength(1);
		});

		test('tell those who listen, after they are stored', async () => {
			house.emitted.length = 0;
			const post = await discussions.post(member('hackney'), thread.id, { body: 'Half.' });
			expect(house.emitted).toEqual([
				{ type: 'post-changed', threadId: thread.id, postId: post.id, number: 2, change: 'added' },
				{ type: 'thread-changed', threadId: thread.id, commitment: 3 }
			]);
		});

		test('leave a trace without their words', async () => {
			const post = await discussions.post(member('hackney'), thread.id, { body: 'Secret plan' });
			const [entry] = await database.store.audit.list(1);
			expect(entry).toMatchObject({ action: 'post.add', target: post.id, member_id: 'hackney' });
			expect(JSON.stringify(entry)).not.toContain('Secret');
		});
	});

	describe('one’s own words', () => {
		let thread: Thread;
		let postId: string;
		beforeEach(async () => {
			thread = await start(member('leeds'), { body: 'First words' });
			postId = thread.posts[0]?.id ?? '';
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
					abilities: { edit: false, withdraw: false, hide: false }
				});
				expect(JSON.stringify(seen)).not.toContain('words');
			}
			await expect(discussions.withdrawPost(member('leeds'), postId)).rejects.toEqual(
				failure('conflict')
			);
			await expect(discussions.editPost(member('leeds'), postId, { body: 'x' })).rejects.toEqual(
				failure('conflict')
			);
		});

		test.each(['hackney', 'reader', 'facilitator', 'coordinator'])(
			'[F16] are altered by nobody else, moderators included: %s',
			async (name) => {
				await expect(discussions.editPost(member(name), postId, { body: 'Mine' })).rejects.toEqual(
					failure('not-allowed')
				);
				await expect(discussions.withdrawPost(member(name), postId)).rejects.toEqual(
					failure('not-allowed')
				);
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
			postId = thread.posts[0]?.id ?? '';
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
				await expect(discussions.editPost(member('leeds'), postId, { body: 'x' })).rejects.toEqual(
					failure('conflict')
				);
			}
		);

		test('can read what they hid, and show it again', async () => {
			await discussions.hidePost(member('facilitator'), postId, { reason: 'Names a person' });
			const [hidden] = (await discussions.thread(member('coordinator'), thread.id)).posts;
			expect(hidden?.body).toBe('Sharp words');
			await expect(
				discussions.hidePost(member('coordinator'), postId, { reason: 'Again' })
			).rejects.toEqual(failure('conflict'));
			await discussions.unhidePost(member('coordinator'), postId);
			expect((await discussions.postById(member('hackney'), postId)).body).toBe('Sharp words');
			await expect(discussions.unhidePost(member('coordinator'), postId)).rejects.toEqual(
				failure('conflict')
			);
		});

		test('cannot bring back what its author has withdrawn', async () => {
			await discussions.withdrawPost(member('leeds'), postId);
			await expect(
				discussions.hidePost(member('facilitator'), postId, { reason: 'Names a person' })
			).rejects.toEqual(failure('conflict'));
		});

		test('close a discussion with a reason: it stays readable and takes no more posts', async () => {
			await discussions.closeThread(member('coordinator'), thread.id, { reason: 'Settled' });
			const closed = await discussions.thread(member('leeds'), thread.id);
			expect(closed).toMatchObject({
				closed: { by: 'coordinator', reason: 'Settled', at: clock.iso() },
				abilities: { post: false, moderate: false }
			});
			await expect(discussions.post(member('leeds'), thread.id, { body: 'But' })).rejects.toEqual(
				failure('conflict')
			);
			await expect(discussions.editPost(member('leeds'), postId, { body: 'x' })).rejects.toEqual(
				failure('conflict')
			);
			await expect(
				discussions.closeThread(member('facilitator'), thread.id, { reason: 'Settled' })
			).rejects.toEqual(failure('conflict'));
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
				await allRefused(attempts, 'not-allowed');
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
			await expect(
				discussions.mentionable(member('supporter'), { audience: 'pledge-makers' }, 'leeds')
			).rejects.toEqual(failure('not-found'));
		});

		test('[F6] begin with the second letter, end with the eighth name, and never show an address', async () => {
			const thread = await start(member('leeds'));
			expect(await found(member('leeds'), thread.id, ' s ')).toEqual([]);
			for (let index = 0; index < 10; index++) {
				await addMember(database.store, { id: `many-${index}`, organisationId: 'o-many' });
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
			await expect(ask()).rejects.toEqual(failure('too-often'));
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
			const mentions = await database.store.discussions.mentions(thread.id);
			expect(mentions.map((row) => row.member_id).sort()).toEqual(['hackney', 'leeds']);
			expect(thread.posts[0]?.html).toContain('<strong class="mention">@Leeds drafter</strong>');
			expect(thread.posts[0]?.body).toContain('@Sam, Organisation o-supporter');
			await discussions.editPost(member('hackney'), thread.posts[0]?.id ?? '', { body: 'Nobody' });
			expect(await database.store.discussions.mentions(thread.id)).toEqual([]);
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

	describe('the list of a commitment', () => {
		test('has pinned discussions first, then the one with the latest post', async () => {
			const one = await start(member('leeds'), { commitment: 6 });
			clock.advance(1_000);
			const two = await start(member('leeds'), { commitment: 6 });
			expect(await listed(member('leeds'), 6)).toEqual([two.id, one.id]);
			clock.advance(1_000);
			await discussions.post(member('leeds'), one.id, { body: 'Again' });
			expect(await listed(member('leeds'), 6)).toEqual([one.id, two.id]);
			await discussions.pinThread(member('coordinator'), two.id);
			expect(await listed(member('leeds'), 6)).toEqual([two.id, one.id]);
		});

		test('comes in pages that miss nothing and repeat nothing', async () => {
			for (let index = 0; index < 7; index++) {
				// Two in the same moment, to see that the place is still one place.
				if (index % 2 === 0) clock.advance(1_000);
				await start(member('leeds'), { commitment: 7, title: `Number ${index}` });
			}
			const seen: string[] = [];
			let after: string | undefined;
			do {
				const page = await discussions.listThreads(member('leeds'), 7, { after, limit: 3 });
				expect(page.items.length).toBeLessThanOrEqual(3);
				seen.push(...page.items.map(({ id }) => id));
				after = page.next ?? undefined;
			} while (after !== undefined);
			expect(seen).toEqual(await listed(member('leeds'), 7));
			expect(seen).toHaveLength(7);
		});

		test.each(['', 'nonsense', Buffer.from('{"a":1}').toString('base64url')])(
			'knows no page %j',
			async (after) => {
				await expect(discussions.listThreads(member('leeds'), 7, { after })).rejects.toEqual(
					failure('not-found')
				);
			}
		);
	});
});
