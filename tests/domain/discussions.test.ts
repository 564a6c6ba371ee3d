// Discussions: who sees them and takes part, posts with their numbers and replies, and the lists they stand in.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, system } from '#server/kernel/actor.ts';
import type { PlaceRef } from '#server/domain/discussions/places.ts';
import type { Thread } from '#server/domain/discussions/thread-view.ts';
import type { ThreadAudience } from '#shared/states.ts';
import { expectRefused, openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';

const commitment = (number: number): PlaceRef => ({ kind: 'commitment', number });

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
			for (const [name, actor] of Object.entries(alliance.everyone)) {
				const mine = discussions.thread(actor, thread.id);
				if (hear.includes(name)) {
					expect((await mine).posts, name).toHaveLength(1);
				} else {
					await expectRefused(mine, 'not-found');
				}
				expect((await listed(actor)).includes(thread.id), name).toBe(hear.includes(name));
				const audience = await discussions.audience(thread.id);
				expect(audience?.(actor), name).toBe(hear.includes(name));
			}
		});

		test.each([
			['anonymous', anonymous],
			['the process itself, which has nobody’s name to post under', system]
		])('nobody but members takes part: %s', async (_name, actor) => {
			const { id, posts } = await start(member('leeds'));
			const attempts = [
				discussions.ofPlace(actor, commitment(3)),
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
			await expectRefused(attempts, 'not-signed-in');
			expect((await discussions.audience(id))?.(actor)).toBe(false);
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
			await expectRefused(attempts, 'not-found');
			expect((await discussions.unread(outsider)).map(({ threadId }) => threadId)).not.toContain(
				id
			);
		});

		test('[F5] nobody starts one for an audience they do not belong to', async () => {
			await expectRefused(start(member('supporter'), { audience: 'pledge-makers' }), 'not-found');
			await expectRefused(
				start(member('leeds'), { audience: 'organisation', organisationId: 'o-hackney' }),
				'not-found'
			);
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
			await expectRefused(
				start(member('leeds'), { organisationId: 'o-leeds' }),
				'invalid',
				'organisationId'
			);
		});

		test('a member is offered the audiences they belong to, the usual one first', async () => {
			const offered = async (name: string) =>
				(await discussions.audienceChoices(member(name), commitment(3))).map(
					({ audience, organisation }) => organisation ?? audience
				);
			expect(await offered('leeds')).toEqual([
				'pledge-makers-and-supporters',
				'pledge-makers',
				'Organisation o-leeds'
			]);
			expect(await offered('supporter')).toEqual([
				'pledge-makers-and-supporters',
				'Organisation o-supporter'
			]);
		});

		test.each([0, 8, 1.5, Number.NaN])('there is no commitment %d', async (number) => {
			await expectRefused(discussions.ofPlace(member('leeds'), commitment(number)), 'not-found');
			await expectRefused(start(member('leeds'), { commitment: number }), 'not-found');
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
				await expectRefused(
					discussions.post(member('leeds'), thread.id, { body: 'x', inReplyTo }),
					'invalid',
					'inReplyTo'
				);
			}
			expect((await discussions.thread(member('leeds'), thread.id)).posts).toHaveLength(1);
		});

		test('tell those who listen, after they are stored', async () => {
			alliance.house.emitted.length = 0;
			const post = await discussions.post(member('hackney'), thread.id, { body: 'Half.' });
			expect(alliance.house.emitted.filter(({ type }) => type !== 'inbox-changed')).toEqual([
				{ type: 'post-changed', threadId: thread.id, postId: post.id, number: 2, change: 'added' },
				{ type: 'thread-changed', threadId: thread.id, commitment: 3 }
			]);
		});

		test('leave a trace without their words', async () => {
			const post = await discussions.post(member('hackney'), thread.id, { body: 'Secret plan' });
			const [entry] = await alliance.database.store.audit.list(1);
			expect(entry).toMatchObject({ action: 'post.add', target: post.id, member_id: 'hackney' });
			expect(JSON.stringify(entry)).not.toContain('Secret');
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
				const page = await discussions.ofPlace(member('leeds'), commitment(7), { after, limit: 3 });
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
				await expectRefused(
					discussions.ofPlace(member('leeds'), commitment(7), { after }),
					'not-found'
				);
			}
		);
	});
});
