// The inbox: who is told of what, what a member does with it, and what the mails about it say; on both databases.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, type Member } from '#server/kernel/actor.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, manualClock, wireDomains, type ManualClock } from '../support/domain.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Half past nine in the evening of a Monday. */
const evening = '2026-11-23T21:30:00.000Z';

forEachDialect((_, open) => {
	let database: Opened;
	let clock: ManualClock;
	let house: ReturnType<typeof wireDomains>;
	let leeds: Member;
	let hackney: Member;
	let supporter: Member;

	beforeAll(async () => {
		database = await open();
		const { store } = database;
		leeds = await addMember(store, {
			id: 'leeds',
			organisationId: 'o-leeds',
			name: 'Leeds drafter'
		});
		hackney = await addMember(store, {
			id: 'hackney',
			organisationId: 'o-hackney',
			name: 'Hackney drafter'
		});
		supporter = await addMember(store, {
			id: 'supporter',
			organisationId: 'o-supporter',
			organisationKind: 'pledge-supporter'
		});
	});
	afterAll(() => database.close());
	beforeEach(async () => {
		const { db } = database;
		for (const table of [
			'notices',
			'inbox_marks',
			'inbox_settings',
			'digests',
			'mails',
			'mail_refusals'
		] as const) {
			await db.deleteFrom(table).execute();
		}
		clock = manualClock(evening);
		house = wireDomains(database.store, clock);
	});

	const start = (
		body: string,
		audience: 'pledge-makers' | 'pledge-makers-and-supporters' = 'pledge-makers'
	) =>
		house.discussions.startThread(leeds, {
			place: { kind: 'commitment', number: 2 },
			title: 'Out-of-area placements',
			body,
			audience
		});
	const items = async (member: Member, show: 'now' | 'later' = 'now') =>
		(await house.inbox.list(member, show)).items;
	const kinds = async (member: Member) => (await items(member)).map(({ kind }) => kind);
	const tell = (kind: 'joined' | 'mention', threadId: string, key = 'a-key') =>
		house.transact((inside) =>
			house.inbox.notify(inside, {
				memberIds: ['hackney', 'leeds'],
				kind,
				about: { kind: 'thread', id: threadId },
				key,
				by: 'leeds',
				path: `/threads/${threadId}`
			})
		);

	describe('what one is told', () => {
		test('names the thing by its title as it is now, and who caused it; nobody is told of what they did', async () => {
			const thread = await start('[[member:hackney]] and others');
			await tell('joined', thread.id);
			expect(await items(leeds)).toEqual([]);
			const [item] = (await items(hackney)).filter(({ kind }) => kind === 'joined');
			expect(item).toMatchObject({
				title: 'Out-of-area placements',
				why: 'Leeds drafter has joined.',
				needsMe: false,
				isRead: false
			});
			expect(house.emitted).toContainEqual({ type: 'inbox-changed', memberIds: ['hackney'] });
		});

		test('[F5] vanishes when its reader may no longer see what it is about, from the page, the count and the mail', async () => {
			const thread = await start('For everybody', 'pledge-makers-and-supporters');
			await house.transact((inside) =>
				house.inbox.notify(inside, {
					memberIds: ['supporter'],
					kind: 'mention',
					about: { kind: 'thread', id: thread.id },
					key: 'mention:1',
					by: 'leeds',
					path: '/threads/1'
				})
			);
			expect(await kinds(supporter)).toEqual(['mention']);
			await database.db
				.updateTable('threads')
				.set({ audience: 'pledge-makers' })
				.where('id', '=', thread.id)
				.execute();
			expect(await house.inbox.list(supporter)).toMatchObject({ items: [], needsMe: 0 });
			clock.advance(2 * minute);
			await house.mail.sendDue();
			expect(house.letters).toEqual([]);
		});

		test('is told once for one thing: the second time takes the place of the first, unread again', async () => {
			const { id } = await start('One');
			await tell('joined', id);
			const [first] = await items(hackney);
			await house.inbox.mark(hackney, first?.id ?? '', { state: 'done' });
			expect(await items(hackney)).toEqual([]);
			await tell('joined', id);
			expect(await items(hackney)).toMatchObject([{ kind: 'joined', isRead: false }]);
		});

		test('goes with the transaction that gave the reason for it', async () => {
			const { id } = await start('One');
			const undone = house.transact(async (inside) => {
				await house.inbox.notify(inside, {
					memberIds: ['hackney'],
					kind: 'mention',
					about: { kind: 'thread', id },
					key: 'mention:2',
					by: 'leeds',
					path: '/threads/1'
				});
				throw new Error('something else failed');
			});
			await expect(undone).rejects.toThrow('something else failed');
			expect(await items(hackney)).toEqual([]);
			expect((await house.mail.figures()).waiting).toBe(0);
		});

		test('is settled for everybody once somebody has answered it', async () => {
			const { id } = await start('One');
			await tell('mention', id, 'group-request:1');
			await house.transact((inside) => house.inbox.settle(inside, { key: 'group-request:1' }));
			expect(await items(hackney)).toEqual([]);
		});

		test('of a post is settled by reading the discussion', async () => {
			const thread = await start('One');
			const [post] = thread.posts;
			await house.transact((inside) =>
				house.inbox.notify(inside, {
					memberIds: ['hackney'],
					kind: 'mention',
					about: { kind: 'post', id: post?.id ?? '' },
					key: 'mention:3',
					by: 'leeds',
					path: '/threads/1#post-1'
				})
			);
			expect(await kinds(hackney)).toEqual(['mention']);
			await house.discussions.markRead(hackney, thread.id, 1);
			expect(await kinds(hackney)).toEqual([]);
		});
	});

	describe('what one does with it', () => {
		beforeEach(async () => {
			const { id } = await start('One');
			await tell('joined', id);
		});

		test('read stays, done goes, and nobody else’s item can be touched', async () => {
			const [item] = await items(hackney);
			const id = item?.id ?? '';
			await expect(house.inbox.mark(leeds, id, { state: 'done' })).rejects.toMatchObject({
				code: 'not-found'
			});
			await expect(house.inbox.mark(anonymous, id, { state: 'done' })).rejects.toMatchObject({
				code: 'not-signed-in'
			});
			await house.inbox.mark(hackney, id, { state: 'read' });
			expect(await house.inbox.list(hackney)).toMatchObject({
				items: [{ isRead: true }],
				unread: 0
			});
			await house.inbox.mark(hackney, id, { state: 'done' });
			expect(await items(hackney)).toEqual([]);
		});

		test('what is put off until tomorrow comes back at nine in the morning, unread, and open pages are told', async () => {
			const [item] = await items(hackney);
			await house.inbox.mark(hackney, item?.id ?? '', { state: 'read' });
			await house.inbox.mark(hackney, item?.id ?? '', { state: 'snoozed' });
			expect(await house.inbox.list(hackney)).toMatchObject({ items: [], later: 1 });
			expect(await items(hackney, 'later')).toMatchObject([
				{ snoozedUntil: '2026-11-24T09:00:00.000Z' }
			]);
			clock.advance(11 * hour + 29 * minute);
			await house.inbox.wake();
			expect(await items(hackney)).toEqual([]);
			house.emitted.length = 0;
			clock.advance(minute);
			await house.inbox.wake();
			expect(await items(hackney)).toMatchObject([{ isRead: false, snoozedUntil: null }]);
			expect(house.emitted).toEqual([{ type: 'inbox-changed', memberIds: ['hackney'] }]);
		});

		test('a day in summer begins at nine by the clock on the wall', async () => {
			const [item] = await items(hackney);
			await house.inbox.mark(hackney, item?.id ?? '', { state: 'snoozed', until: '2027-06-07' });
			expect(await items(hackney, 'later')).toMatchObject([
				{ snoozedUntil: '2027-06-07T08:00:00.000Z' }
			]);
		});

		test.each(['2026-11-20', '2099-01-01'])('nothing is put off until %s', async (until) => {
			const [item] = await items(hackney);
			await expect(
				house.inbox.mark(hackney, item?.id ?? '', { state: 'snoozed', until })
			).rejects.toMatchObject({ code: 'invalid', details: { field: 'until' } });
		});

		test('everything new is marked as read at once; what needs one is not', async () => {
			await house.inbox.markAllRead(hackney);
			expect((await house.inbox.list(hackney)).unread).toBe(0);
		});
	});

	describe('a mail of its own', () => {
		const send = async () => {
			clock.advance(2 * minute);
			await house.mail.sendDue();
			return house.letters;
		};

		test('comes where one is asked to act: it names what and who, leads there, and turns itself off', async () => {
			const { id } = await start('Secret words of the post');
			await tell('mention', id);
			const [letter, ...others] = await send();
			expect(others).toEqual([]);
			expect(letter?.subject).toBe('You are named: Out-of-area placements');
			expect(letter?.text).toContain('Leeds drafter has named you in a post.');
			expect(letter?.text).toContain(`https://workspace.test/threads/${id}`);
			expect(letter?.text).toContain('Replies are not read.');
			expect(letter?.text).not.toContain('Secret words');
			const address = letter?.unsubscribe ?? '';
			expect(address).toMatch(/^https:\/\/workspace\.test\/unsubscribe\/[\w-]+\.mention$/);
			const token = address.split('/').at(-1) ?? '';
			expect(await house.mail.unsubscribing(token)).toMatchObject({
				kind: 'mention',
				isOff: false
			});

			await house.mail.turnOff(token);
			expect((await house.mail.choices(hackney)).notices).not.toContain('mention');
			await tell('mention', id, 'mention:again');
			expect(await send()).toHaveLength(1);
			expect(await kinds(hackney)).toContain('mention');
			await house.mail.turnOn(token);
			expect((await house.mail.choices(hackney)).notices).toContain('mention');
		});

		test.each(['nothing.mention', '.mention', 'nothing', 'nothing.sign-request'])(
			'the address %s turns nothing off',
			async (token) => {
				await expect(house.mail.turnOff(token)).rejects.toMatchObject({ code: 'not-found' });
			}
		);

		test('does not come for what only tells of something, or was read meanwhile', async () => {
			const { id } = await start('One');
			await tell('joined', id);
			await tell('mention', id, 'mention:read');
			for (const item of await items(hackney)) {
				await house.inbox.mark(hackney, item.id, { state: 'read' });
			}
			expect(await send()).toEqual([]);
		});
	});

	describe('the digest', () => {
		const morning = async () => {
			await house.inbox.queueDigests();
			await house.mail.sendDue();
			return house.letters;
		};
		beforeEach(async () => {
			// Everybody is found without settings, and given those of whoever has not chosen.
			await house.inbox.queueDigests();
			const { id } = await start('Words of a post');
			await tell('joined', id);
		});

		test('comes once, at its hour, also when the process was down then and starts twice', async () => {
			clock.advance(10 * hour + 29 * minute);
			expect(await morning(), 'a minute before eight').toEqual([]);
			clock.advance(3 * hour);
			await Promise.all([house.inbox.queueDigests(), house.inbox.queueDigests()]);
			const letters = await morning();
			expect(letters.map(({ to }) => to.address)).toEqual(['hackney@demo.test']);
			expect(letters[0]?.subject).toBe('Out-of-area placements');
			expect(letters[0]?.text).toContain('New in what you follow (1)');
			expect(letters[0]?.text).not.toContain('Words of a post');
			expect(letters[0]?.unsubscribe).toMatch(/\.digest$/);
			clock.advance(5 * hour);
			expect(await morning()).toHaveLength(1);
		});

		test('does not come again while nothing has been added', async () => {
			clock.advance(11 * hour);
			expect(await morning()).toHaveLength(1);
			clock.advance(24 * hour);
			expect(await morning()).toHaveLength(1);
			const { id } = await start('Another');
			await tell('joined', id, 'another');
			clock.advance(24 * hour);
			expect(await morning()).toHaveLength(2);
		});

		test('does not come at the weekend, or at all, or for an hour that was over when it was chosen', async () => {
			await house.mail.choose(hackney, { notices: [], digest: 'every-day', hour: 9 });
			clock.advance(12 * hour);
			expect(await morning()).toHaveLength(1);
			await house.mail.choose(hackney, { notices: [], digest: 'off' });
			const { id } = await start('Another');
			await tell('joined', id, 'another');
			clock.advance(24 * hour);
			expect(await morning()).toHaveLength(1);
			await house.mail.choose(hackney, { notices: [], digest: 'weekdays', hour: 7 });
			expect(await morning(), 'seven was over').toHaveLength(1);
			// From Wednesday to Saturday.
			clock.advance(3 * 24 * hour);
			expect(await morning(), 'Saturday').toHaveLength(1);
			clock.advance(2 * 24 * hour);
			expect(await morning(), 'Monday').toHaveLength(2);
		});

		test('[F5] does not name what its reader may no longer see when it is sent', async () => {
			clock.advance(11 * hour);
			await house.inbox.queueDigests();
			await database.db.deleteFrom('memberships').where('member_id', '=', 'hackney').execute();
			await house.mail.sendDue();
			expect(house.letters).toEqual([]);
			await database.store.accounts.addMembership({
				member_id: 'hackney',
				organisation_id: 'o-hackney',
				role: 'drafter',
				created_at: clock.iso()
			});
		});

		test('that could not be sent on its day is not sent on the next', async () => {
			clock.advance(11 * hour);
			await house.inbox.queueDigests();
			clock.advance(16 * hour);
			await house.mail.sendDue();
			expect(house.letters).toEqual([]);
		});
	});
});
