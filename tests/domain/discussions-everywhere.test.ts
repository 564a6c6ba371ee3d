// Discussions wherever they stand: who hears them there, what is followed, how they end, and what moves where.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '#server/kernel/actor.ts';
import type { PlaceRef } from '#server/domain/discussions/places.ts';
import { expectRefused, openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';
import { addMember } from '../support/domain.ts';

const closed: PlaceRef = { kind: 'group', id: 'g-closed' };
const open_: PlaceRef = { kind: 'group', id: 'g-open' };

forEachDialect((_, open) => {
	let alliance: Alliance;
	let discussions: Alliance['discussions'];
	let member: Alliance['member'];
	let start: Alliance['start'];
	/** With no seat anywhere, a guest of the group by invitation. */
	let guest: Member;
	let chair: Member;

	beforeAll(async () => {
		alliance = await openAlliance(open);
		({ discussions, member, start } = alliance);
		const { store } = alliance.database;
		for (const [id, joining] of [
			['g-closed', 'by-invitation'],
			['g-open', 'open']
		] as const) {
			await store.groups.add(
				{
					id,
					slug: id,
					name: `Group ${id}`,
					purpose: 'To think together',
					joining,
					called: 'Working group',
					roles: '[]',
					review_months: 6,
					reviewed_at: alliance.clock.iso(),
					reviewed_by: null,
					review_asked_at: null,
					is_sample: 0,
					created_by: null,
					created_at: alliance.clock.iso(),
					archived_at: null,
					archived_by: null,
					archived_reason: null
				},
				[3]
			);
		}
		const asGuest = await addMember(store, {
			id: 'guest',
			organisationId: 'o-leeds',
			name: 'Gast'
		});
		await store.accounts.removeMembership('guest', 'o-leeds');
		guest = {
			...asGuest,
			seats: [],
			groups: [{ groupId: 'g-closed', manages: false, isGuest: true }]
		};
		chair = {
			...member('hackney'),
			groups: [{ groupId: 'g-closed', manages: true, isGuest: false }]
		};
		for (const [member_id, manages] of [
			['guest', 0],
			['hackney', 1]
		] as const) {
			await store.groups.setMember({
				group_id: 'g-closed',
				member_id,
				role: 'member',
				manages,
				is_guest: manages === 1 ? 0 : 1,
				joined_at: alliance.clock.iso(),
				until_on: manages === 1 ? null : '2027-11-01'
			});
		}
	});
	afterAll(() => alliance.database.close());
	beforeEach(() => alliance.clock.advance(60_000));

	const notices = async (memberId: string) => alliance.database.store.inbox.notices(memberId);

	describe('a discussion in a group by invitation', () => {
		test('[F5] is there for the group and its guests, and for nobody else', async () => {
			const thread = await start(chair, { place: closed });
			expect(thread.place).toMatchObject({ kind: 'group', path: '/groups/g-closed' });
			expect((await discussions.thread(guest, thread.id)).posts).toHaveLength(1);
			for (const name of ['leeds', 'supporter', 'coordinator']) {
				await expectRefused(
					[
						discussions.thread(member(name), thread.id),
						discussions.ofPlace(member(name), closed),
						start(member(name), { place: closed }),
						discussions.followThread(member(name), thread.id, 'following')
					],
					'not-found'
				);
			}
			expect(await discussions.threadTitles(member('leeds'), [thread.id])).toEqual(new Map());
			expect(
				(await discussions.unread(member('leeds'))).map(({ threadId }) => threadId)
			).not.toContain(thread.id);
		});

		test('[F6] offers its guests to be mentioned, and nobody from outside', async () => {
			const thread = await start(chair, { place: closed, body: '@Gast and @Leeds drafter' });
			const { store } = alliance.database;
			const named = await store.discussions.mentions([thread.posts[0]?.id ?? '']);
			expect(named.map(({ member_id }) => member_id)).toEqual(['guest']);
			const choices = await discussions.mentionable(chair, { threadId: thread.id }, 'le');
			expect(choices).toEqual([]);
		});

		test('tells those in the group that it has begun, and nobody who has muted the group', async () => {
			const first = await start(chair, { place: closed });
			const ofThread = async (id: string) =>
				(await notices('guest')).filter(
					({ about_id, kind }) => about_id === id && kind === 'thread'
				);
			expect(await ofThread(first.id)).toHaveLength(1);
			await discussions.followPlace(guest, closed, 'muted');
			const second = await start(chair, { place: closed });
			expect(await ofThread(second.id)).toHaveLength(0);
			await discussions.followPlace(guest, closed, null);
			expect(await discussions.placeFollow(guest, closed)).toBe('following');
		});
	});

	describe('following', () => {
		test('comes with posting, and ends when muted', async () => {
			const thread = await start(member('leeds'));
			expect(thread.follow).toBe('following');
			await discussions.followThread(member('leeds'), thread.id, 'muted');
			await discussions.post(member('hackney'), thread.id, { body: 'One.' });
			const told = (await notices('leeds')).filter(({ key }) => key === `post:${thread.id}`);
			expect(told).toEqual([]);
			await discussions.followThread(member('leeds'), thread.id, 'following');
			await discussions.post(member('hackney'), thread.id, { body: 'Two.' });
			const now = (await notices('leeds')).filter(({ key }) => key === `post:${thread.id}`);
			expect(now).toHaveLength(1);
		});

		test('what was read can be made unread again', async () => {
			const thread = await start(member('leeds'));
			await discussions.post(member('leeds'), thread.id, { body: 'Two.' });
			await discussions.markRead(member('hackney'), thread.id, 2);
			await discussions.markUnread(member('hackney'), thread.id, 2);
			const { firstUnread, unread } = await discussions.thread(member('hackney'), thread.id);
			expect([firstUnread, unread]).toEqual([2, 1]);
		});
	});

	describe('an outcome', () => {
		test('closes the discussion, and stays in its trail when that goes on', async () => {
			const thread = await start(member('leeds'));
			await expectRefused(
				discussions.concludeThread(member('hackney'), thread.id, { outcome: 'Mine.' }),
				'not-allowed'
			);
			const ended = await discussions.concludeThread(member('leeds'), thread.id, {
				outcome: 'We pay in **30 days**.'
			});
			expect(ended.outcome?.html).toContain('<strong>30 days</strong>');
			expect(ended.closed).not.toBeNull();
			const again = await discussions.reopenThread(member('facilitator'), thread.id);
			expect(again.outcome).toBeNull();
			expect(again.trail.outcomes.map(({ body }) => body)).toEqual(['We pay in **30 days**.']);
		});
	});

	describe('moving posts', () => {
		test('leaves a trail on both sides, and gives no number twice', async () => {
			const thread = await start(member('leeds'));
			for (const body of ['Two.', 'Three.'])
				await discussions.post(member('leeds'), thread.id, { body });
			const mover = member('facilitator');
			const split = await discussions.movePosts(mover, thread.id, {
				posts: [2, 3],
				title: 'Another matter',
				reason: 'It is another matter.'
			});
			expect(split.posts.map(({ number, body }) => [number, body])).toEqual([
				[1, 'Two.'],
				[2, 'Three.']
			]);
			const left = await discussions.thread(member('leeds'), thread.id);
			expect(left.trail.posts).toMatchObject([
				{
					kind: 'went',
					posts: [
						{ here: 2, there: 1 },
						{ here: 3, there: 2 }
					],
					thread: { id: split.id }
				}
			]);
			expect(split.trail.posts).toMatchObject([{ kind: 'came', thread: { id: thread.id } }]);
			const next = await discussions.post(member('leeds'), thread.id, { body: 'Four.' });
			expect(next.number).toBe(4);
		});

		test('[F5] never takes words to where others could read them, nor from those who wrote them', async () => {
			const mover = member('facilitator');
			const narrow = await start(member('leeds'), { audience: 'pledge-makers' });
			await discussions.post(member('leeds'), narrow.id, { body: 'Among us.' });
			const wide = await start(member('leeds'));
			await discussions.post(member('supporter'), wide.id, { body: 'From a supporter.' });
			const move = (from: string, to: string) =>
				discussions.movePosts(mover, from, { posts: [2], threadId: to, reason: 'It fits.' });
			await expectRefused([move(narrow.id, wide.id), move(wide.id, narrow.id)], 'conflict');
			await expectRefused(
				discussions.moveThread(mover, wide.id, { place: open_, reason: 'It fits.' }),
				'conflict'
			);
			await expectRefused(
				discussions.movePosts(member('hackney'), wide.id, { posts: [2], reason: 'It fits.' }),
				'not-allowed'
			);
			const moved = await discussions.moveThread(mover, wide.id, {
				place: { kind: 'commitment', number: 5 },
				audience: 'pledge-makers-and-supporters',
				reason: 'It fits.'
			});
			expect([moved.commitment, moved.trail.moves[0]?.from?.path]).toEqual([5, '/commitments/3']);
		});
	});

	test('a long discussion is read by stretches, and opens where it is unread', async () => {
		const thread = await start(member('leeds'));
		const { store } = alliance.database;
		const [first] = await store.discussions.posts(thread.id);
		if (first === undefined) throw new Error('no post');
		const { author_name, author_organisation, hidden_by_name, in_reply_to_number, ...row } = first;
		for (let number = 2; number <= 120; number += 1) {
			await store.discussions.addPost({ ...row, id: `long-${thread.id}-${number}`, number });
		}
		await discussions.markRead(member('hackney'), thread.id, 60);
		const around = await discussions.thread(member('hackney'), thread.id, { around: 'unread' });
		expect([around.posts[0]?.number, around.posts.at(-1)?.number]).toEqual([51, 100]);
		expect([around.previous, around.next]).toEqual([1, 101]);
		const plain = await discussions.thread(member('hackney'), thread.id, { from: 1, limit: 100 });
		expect([plain.posts.length, plain.next]).toEqual([100, 101]);
		expect([author_name, author_organisation, hidden_by_name, in_reply_to_number]).toHaveLength(4);
	});
});
