// Working groups: who comes in and how, who runs them, guests who end by date, the regular look at who is in them, and
// the calendar.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '#server/kernel/actor.ts';
import type { StartGroup } from '#shared/group-input.ts';
import { expectRefused } from '../support/alliance.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, addRound, manualClock, wireDomains } from '../support/domain.ts';

const day = 24 * 60 * 60_000;

forEachDialect((_, open) => {
	let database: Opened;
	let house: ReturnType<typeof wireDomains>;
	let groups: ReturnType<typeof wireDomains>['groups'];
	let clock: ReturnType<typeof manualClock>;

	/** As the edge would hand them over now, with the places of today. */
	async function member(id: string): Promise<Member> {
		const found = await house.accounts.asMember(id);
		if (found === null) throw new Error(`nobody is ${id}`);
		return found;
	}
	const start = async (by: string, input: Partial<StartGroup> = {}) =>
		groups.start(await member(by), {
			name: 'Out-of-area care',
			purpose: 'To bring people home sooner.',
			commitments: [1, 3],
			joining: 'open',
			called: 'Learning set',
			reviewMonths: 6,
			...input
		});
	const names = async (by: string, slug: string) =>
		(await groups.members(await member(by), slug)).map(({ id }) => id);
	/** The end of the address in the last mail to somebody. */
	async function secretTo(address: string): Promise<string> {
		await house.mail.sendDue();
		const letter = house.letters.findLast(({ to }) => to.address === address);
		return /\/invitations\/(\S+)/.exec(letter?.text ?? '')?.[1] ?? '';
	}

	beforeAll(async () => {
		database = await open();
		clock = manualClock();
		house = wireDomains(database.store, clock);
		({ groups } = house);
		const { store } = database;
		await addMember(store, { id: 'leeds', organisationId: 'leeds' });
		await addMember(store, { id: 'hackney', organisationId: 'hackney' });
		await addMember(store, { id: 'reader', organisationId: 'hackney', role: 'reader' });
		await addMember(store, {
			id: 'supporter',
			organisationId: 'inspire',
			organisationKind: 'pledge-supporter'
		});
		await addMember(store, {
			id: 'coordinator',
			organisationId: 'synergi',
			organisationKind: 'convenor',
			allianceRoles: ['coordinator']
		});
		await addRound(store, { id: 'round-3', number: 3, state: 'open' });
	});
	afterAll(() => database.close());
	beforeEach(() => clock.advance(60_000));

	describe('starting and keeping', () => {
		test('whoever starts a group runs it; its name in addresses is its own and stays', async () => {
			const first = await start('leeds');
			const second = await start('leeds', { name: 'Out of area care!' });
			expect([first.slug, second.slug]).toEqual(['out-of-area-care', 'out-of-area-care-2']);
			expect(first).toMatchObject({
				called: 'Learning set',
				commitments: [1, 3],
				mine: { title: 'Chair', manages: true, isGuest: false, untilOn: null },
				abilities: { read: true, takePart: true, manage: true, join: false }
			});
			await groups.change(await member('leeds'), second.id, { name: 'Something else' });
			const renamed = await groups.bySlug(await member('leeds'), second.slug);
			expect([renamed.name, renamed.id]).toEqual(['Something else', second.id]);
		});

		test('a group’s roles are its own words; one that somebody holds cannot go, and somebody always runs it', async () => {
			const { slug, roles } = await start('leeds', {
				roles: [
					{ title: 'Keeper', manages: true },
					{ title: 'Sharer', manages: false }
				]
			});
			expect(roles.map(({ key, title }) => `${key} ${title}`)).toEqual([
				'keeper Keeper',
				'sharer Sharer'
			]);
			const leeds = await member('leeds');
			const set = (wanted: { key?: string; title: string; manages: boolean }[]) =>
				groups.change(leeds, slug, { roles: wanted });
			const sharer = { key: 'sharer', title: 'Sharer', manages: true };
			await expectRefused(set([sharer]), 'conflict');
			await expectRefused(
				set([{ key: 'keeper', title: 'Keeper', manages: false }, sharer]),
				'conflict'
			);
			const holder = { key: 'keeper', title: 'Holder', manages: true };
			await groups.join(await member('hackney'), slug);
			await expectRefused(set([holder]), 'conflict');
			await groups.leave(await member('hackney'), slug);
			await set([holder]);
			expect((await groups.bySlug(leeds, slug)).mine?.title).toBe('Holder');
		});

		test('who may not know of a group gets the same answer as for one that is not there', async () => {
			const { slug } = await start('leeds', { joining: 'by-invitation' });
			const hackney = await member('hackney');
			await expectRefused(groups.bySlug(hackney, slug), 'not-found');
			await expectRefused(groups.members(hackney, slug), 'not-found');
			await expectRefused(groups.join(hackney, slug), 'not-found');
			await expectRefused(groups.ask(hackney, slug, { words: 'Please' }), 'not-found');
			await expectRefused(groups.calendar(hackney, slug), 'not-found');
			await expectRefused(groups.change(hackney, slug, { name: 'Mine' }), 'not-found');
			await expectRefused(groups.bySlug({ kind: 'anonymous' }, slug), 'not-signed-in');
			const listed = await groups.list(hackney);
			expect(listed.items.map((group) => group.slug)).not.toContain(slug);
			expect((await groups.bySlug(await member('coordinator'), slug)).abilities).toMatchObject({
				read: false,
				manage: true
			});
		});

		test('an archived group is read, not written, and comes back', async () => {
			const { slug } = await start('leeds');
			const leeds = await member('leeds');
			await groups.archive(leeds, slug, { reason: 'Its work is done.' });
			const archived = await groups.bySlug(await member('hackney'), slug);
			expect(archived).toMatchObject({
				archived: { by: 'leeds', reason: 'Its work is done.' },
				abilities: { read: true, join: false, takePart: false }
			});
			await expectRefused(groups.change(leeds, slug, { name: 'Other' }), 'conflict');
			await expectRefused(groups.join(await member('hackney'), slug), 'not-allowed');
			expect((await groups.list(leeds)).items.map((group) => group.slug)).not.toContain(slug);
			const put = await groups.list(leeds, { archived: 'yes' });
			expect(put.items.map((group) => group.slug)).toContain(slug);
			await groups.bringBack(leeds, slug);
			await groups.join(await member('hackney'), slug);
		});

		test('groups are listed by commitment, and one’s own by themselves', async () => {
			const one = await groups.list(await member('leeds'), { commitment: 3 });
			expect(one.items.length).toBeGreaterThan(2);
			expect(one.items.every(({ commitments }) => commitments.includes(3))).toBe(true);
			const mine = await groups.list(await member('supporter'), { mine: 'yes' });
			expect(mine.items).toEqual([]);
		});
	});

	describe('coming in', () => {
		test('an open group is joined at once, and left again', async () => {
			const { slug, id } = await start('leeds');
			await groups.join(await member('hackney'), slug);
			expect(await names('hackney', slug)).toEqual(['hackney', 'leeds']);
			expect(house.emitted.slice(-2)).toEqual(
				expect.arrayContaining([
					{ type: 'access-changed', scope: { kind: 'member', memberId: 'hackney' } },
					{ type: 'group-changed', groupId: id }
				])
			);
			await expectRefused(groups.join(await member('hackney'), slug), 'conflict');
			await groups.leave(await member('hackney'), slug);
			expect(await names('leeds', slug)).toEqual(['leeds']);
		});

		test('where one asks, those who run it let in or decline with a reason', async () => {
			const { slug } = await start('leeds', { joining: 'on-request' });
			const leeds = await member('leeds');
			await expectRefused(groups.join(await member('hackney'), slug), 'not-allowed');
			await groups.ask(await member('hackney'), slug, { words: 'We have the same question.' });
			await expectRefused(
				groups.ask(await member('hackney'), slug, { words: 'Again' }),
				'conflict'
			);
			const [request] = await groups.requests(leeds, slug);
			expect(request).toMatchObject({
				by: { id: 'hackney', organisation: 'Organisation hackney' },
				words: 'We have the same question.'
			});
			const id = request?.id ?? '';
			const no = { accepted: false, reason: '' };
			await expectRefused(groups.answer(leeds, slug, id, no), 'invalid');
			await expectRefused(
				groups.answer(await member('hackney'), slug, id, { accepted: true, reason: '' }),
				'not-allowed'
			);
			await groups.answer(leeds, slug, id, { accepted: false, reason: 'We are full.' });
			const seen = await groups.bySlug(await member('hackney'), slug);
			expect(seen).toMatchObject({ request: null, declined: { reason: 'We are full.' } });

			await groups.ask(await member('hackney'), slug, { words: 'And now?' });
			const again = (await groups.requests(leeds, slug))[0]?.id ?? '';
			const both = await Promise.allSettled([
				groups.answer(leeds, slug, again, { accepted: true, reason: '' }),
				groups.answer(leeds, slug, again, { accepted: false, reason: 'We are full.' })
			]);
			expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
			expect((await groups.requests(leeds, slug)).length).toBe(0);
		});

		test('a request of one group is none of another’s [F4]', async () => {
			const asked = await start('leeds', { joining: 'on-request' });
			const other = await start('hackney');
			await groups.ask(await member('supporter'), asked.slug, { words: 'May I come?' });
			const [request] = await groups.requests(await member('leeds'), asked.slug);
			const yes = { accepted: true, reason: '' };
			await expectRefused(
				groups.answer(await member('hackney'), other.slug, request?.id ?? '', yes),
				'not-found'
			);
			expect(await names('hackney', other.slug)).toEqual(['hackney']);
		});

		test('somebody of the Alliance is invited by name and answers with their own account', async () => {
			const { slug } = await start('leeds', { joining: 'by-invitation' });
			const leeds = await member('leeds');
			const id = await groups.invite(leeds, slug, { memberId: 'hackney', role: 'facilitator' });
			expect(
				await groups.titles(await member('hackney'), [(await groups.bySlug(leeds, slug)).id])
			).toHaveProperty('size', 1);
			await expectRefused(groups.invitation(await member('supporter'), id), 'not-found');
			await expectRefused(groups.accept(await member('supporter'), id), 'not-found');
			const read = await groups.invitation(await member('hackney'), id);
			expect(read).toMatchObject({ state: 'open', step: 'accept', invitedBy: 'leeds' });
			await groups.accept(await member('hackney'), id);
			expect((await groups.bySlug(await member('hackney'), slug)).mine).toMatchObject({
				manages: true,
				isGuest: false,
				untilOn: null
			});
			await expectRefused(groups.accept(await member('hackney'), id), 'conflict');
		});

		test('an invitation by mail makes an account without a seat: a guest of this group and nothing else', async () => {
			const { slug } = await start('leeds', { joining: 'by-invitation' });
			await start('leeds', { name: 'Another' });
			await groups.invite(await member('leeds'), slug, {
				email: 'ada@community.test',
				name: 'Ada',
				role: 'member',
				untilOn: '2027-01-31'
			});
			const secret = await secretTo('ada@community.test');
			const nobody = { kind: 'anonymous' } as const;
			expect(await groups.invitation(nobody, secret)).toMatchObject({
				state: 'open',
				step: 'make-account',
				email: 'ada@community.test',
				untilOn: '2027-01-31'
			});
			const input = { name: 'Ada', password: 'four words that differ' };
			const both = await Promise.allSettled([
				groups.acceptAsNew(secret, input),
				groups.acceptAsNew(secret, input)
			]);
			expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
			const account = await database.store.accounts.memberByEmail('ada@community.test');
			const ada = await member(account?.id ?? '');
			expect(ada).toMatchObject({ seats: [], groups: [{ isGuest: true, manages: false }] });
			// Guests meet those they share a group with, and nobody else [F6].
			expect((await groups.list(ada)).items.map((group) => group.slug)).toEqual([slug]);
			expect(await names(ada.memberId, slug)).toEqual([ada.memberId, 'leeds']);
			await expectRefused(groups.members(ada, 'another'), 'not-found');
			await expectRefused(groups.invitable(ada, slug), 'not-allowed');
			expect(await groups.invitation(nobody, secret)).toMatchObject({ state: 'used' });
		});

		test('an invitation that is unknown, declined, taken back or too old leads nowhere', async () => {
			const { slug } = await start('leeds');
			const leeds = await member('leeds');
			const nobody = { kind: 'anonymous' } as const;
			const invite = (email: string) =>
				groups.invite(leeds, slug, { email, name: 'Bo', role: 'member', untilOn: '2027-06-01' });
			const input = { name: 'Bo', password: 'four words that differ' };
			await expectRefused(groups.acceptAsNew('no-such-secret', input), 'not-found');

			await invite('declined@community.test');
			const declined = await secretTo('declined@community.test');
			await groups.decline(nobody, declined);
			await expectRefused(groups.acceptAsNew(declined, input), 'conflict');

			const id = await invite('back@community.test');
			const back = await secretTo('back@community.test');
			await groups.takeBackInvitation(leeds, slug, id);
			expect((await groups.invitation(nobody, back)).state).toBe('closed');

			await invite('twice@community.test');
			const first = await secretTo('twice@community.test');
			clock.advance(1000);
			await invite('twice@community.test');
			expect((await groups.invitation(nobody, first)).state).toBe('closed');
			const second = await secretTo('twice@community.test');
			clock.advance(14 * day);
			expect((await groups.invitation(nobody, second)).state).toBe('expired');
			await expectRefused(groups.acceptAsNew(second, input), 'conflict');
			const named = await groups.invite(leeds, slug, { memberId: 'reader', role: 'member' });
			clock.advance(14 * day);
			await expectRefused(groups.accept(await member('reader'), named), 'conflict');
		});

		test('an invitation to an address with an account asks that person to sign in, and works for nobody else', async () => {
			const { slug } = await start('leeds');
			await groups.invite(await member('leeds'), slug, {
				email: 'supporter@demo.test',
				name: 'S',
				role: 'member',
				untilOn: '2027-06-01'
			});
			const secret = await secretTo('supporter@demo.test');
			const step = async (actor: Parameters<typeof groups.invitation>[0]) =>
				(await groups.invitation(actor, secret)).step;
			expect(await step({ kind: 'anonymous' })).toBe('sign-in');
			expect(await step(await member('hackney'))).toBe('other-account');
			const input = { name: 'Mallory', password: 'four words that differ' };
			await expectRefused(groups.acceptAsNew(secret, input), 'conflict');
			await expectRefused(groups.accept(await member('hackney'), secret), 'not-allowed');
			await groups.accept(await member('supporter'), secret);
			expect((await groups.bySlug(await member('supporter'), slug)).mine?.isGuest).toBe(true);
		});

		test('nobody sends a flood of invitations', async () => {
			const { slug } = await start('reader');
			const reader = await member('reader');
			const invite = (number: number) =>
				groups.invite(reader, slug, {
					email: `guest-${number}@community.test`,
					name: 'Guest',
					role: 'member',
					untilOn: '2027-06-01'
				});
			for (let number = 0; number < 40; number += 1) await invite(number);
			await expectRefused(invite(40), 'too-often');
			clock.advance(day + 1000);
			await invite(40);
		});
	});

	describe('who is in it', () => {
		test('a guest has an end, does not run the group, and is prolonged by those who do', async () => {
			const { slug } = await start('leeds');
			const leeds = await member('leeds');
			const guest = { email: 'cy@community.test', name: 'Cy', untilOn: '2099-01-01' };
			await expectRefused(groups.invite(leeds, slug, { ...guest, role: 'chair' }), 'invalid');
			const past = { ...guest, role: 'member', untilOn: '2020-01-01' };
			await expectRefused(groups.invite(leeds, slug, past), 'invalid');
			await groups.invite(leeds, slug, { ...guest, role: 'member' });
			const { memberId } = await groups.acceptAsNew(await secretTo('cy@community.test'), {
				name: 'Cy',
				password: 'four words that differ'
			});
			const set = (input: Parameters<typeof groups.setPlace>[3]) =>
				groups.setPlace(leeds, slug, memberId, input);
			await expectRefused(set({ role: 'chair' }), 'invalid');
			await expectRefused(set({ untilOn: null }), 'invalid');
			await set({ untilOn: '2099-02-01' });
			const people = await groups.members(leeds, slug);
			expect(people.find(({ id }) => id === memberId)).toMatchObject({
				isGuest: true,
				untilOn: '2099-02-01',
				organisation: '',
				lastWroteAt: null
			});
		});

		test('whoever alone runs a group cannot leave it, end or step down before somebody else runs it', async () => {
			const { slug } = await start('leeds');
			await groups.join(await member('hackney'), slug);
			const leeds = await member('leeds');
			await expectRefused(groups.leave(leeds, slug), 'conflict');
			await expectRefused(groups.setPlace(leeds, slug, 'leeds', { role: 'member' }), 'conflict');
			await expectRefused(groups.review(leeds, slug, { endMemberIds: ['leeds'] }), 'conflict');
			const reason = { reason: 'Has moved on.' };
			await expectRefused(
				groups.remove(await member('coordinator'), slug, 'leeds', reason),
				'conflict'
			);
			await groups.setPlace(leeds, slug, 'hackney', { role: 'chair' });
			await groups.leave(leeds, slug);
			expect(await names('hackney', slug)).toEqual(['hackney']);
		});

		test('whoever does not run a group changes nobody’s place in it', async () => {
			const { slug } = await start('leeds');
			await groups.join(await member('hackney'), slug);
			const hackney = await member('hackney');
			const reason = { reason: 'Because' };
			await expectRefused(groups.remove(hackney, slug, 'leeds', reason), 'not-allowed');
			await expectRefused(
				groups.setPlace(hackney, slug, 'hackney', { role: 'chair' }),
				'not-allowed'
			);
			await expectRefused(groups.review(hackney, slug, { endMemberIds: [] }), 'not-allowed');
			await expectRefused(
				groups.invite(hackney, slug, { memberId: 'reader', role: 'member' }),
				'not-allowed'
			);
			const leeds = await member('leeds');
			await expectRefused(groups.remove(leeds, slug, 'supporter', reason), 'not-found');
			house.emitted.length = 0;
			await groups.remove(leeds, slug, 'hackney', reason);
			expect(house.emitted).toContainEqual({
				type: 'access-changed',
				scope: { kind: 'member', memberId: 'hackney' }
			});
		});

		test('a guest’s place ends the day after its last, and their open pages are told [F3]', async () => {
			const { slug, id } = await start('leeds', { joining: 'by-invitation' });
			const until = new Date(clock.now() + 3 * day).toISOString().slice(0, 10);
			await groups.invite(await member('leeds'), slug, {
				email: 'di@community.test',
				name: 'Di',
				role: 'member',
				untilOn: until
			});
			const { memberId } = await groups.acceptAsNew(await secretTo('di@community.test'), {
				name: 'Di',
				password: 'four words that differ'
			});
			clock.advance(3 * day);
			await groups.doWhatIsDue();
			expect((await member(memberId)).groups).toHaveLength(1);
			const { url } = await groups.makeCalendarFeed(await member(memberId), slug);
			const secret = new URL(url).searchParams.get('key') ?? '';
			clock.advance(day);
			// Before anything has been tidied away the place gives no right any more.
			expect((await member(memberId)).groups).toEqual([]);
			await expectRefused(groups.calendarBySecret(slug, secret), 'not-found');
			house.emitted.length = 0;
			await groups.doWhatIsDue();
			expect(house.emitted).toEqual(
				expect.arrayContaining([
					{ type: 'access-changed', scope: { kind: 'member', memberId } },
					{ type: 'group-changed', groupId: id }
				])
			);
			await expectRefused(groups.bySlug(await member(memberId), slug), 'not-found');
		});

		test('who is in a group is asked about once when it is due, and recorded with who was taken out', async () => {
			const { slug } = await start('leeds', { reviewMonths: 1 });
			await groups.join(await member('hackney'), slug);
			const asked = async () => (await groups.doWhatIsDue()).asked;
			await asked();
			clock.advance(32 * day);
			expect(await asked()).toBe(1);
			expect(await asked()).toBe(0);
			const leeds = await member('leeds');
			await groups.review(leeds, slug, { endMemberIds: ['hackney'] });
			const reviewed = await groups.bySlug(leeds, slug);
			expect(reviewed.memberCount).toBe(1);
			expect(reviewed.reviewedAt).toBe(clock.iso());
			expect(await asked()).toBe(0);
			clock.advance(32 * day);
			expect(await asked()).toBe(1);
		});
	});

	describe('the calendar', () => {
		test('an address of one’s own shows the group’s dates until it is ended, or the place is', async () => {
			const { slug, id } = await start('leeds', { joining: 'by-invitation' });
			const other = await start('leeds', { name: 'Elsewhere' });
			await groups.invite(await member('leeds'), slug, { memberId: 'hackney', role: 'member' });
			const invitation = (await groups.bySlug(await member('coordinator'), slug)).invitation;
			expect(invitation).toBeNull();
			const [mine] = await database.store.groups.invitationsTo('hackney', clock.iso());
			await groups.accept(await member('hackney'), mine?.id ?? '');
			await database.store.actions.add({
				id: 'action-1',
				group_id: id,
				words: 'Ask Leeds, then Hackney',
				owner_id: 'hackney',
				due_on: '2027-03-30',
				state: 'open',
				outcome: '',
				origin_kind: null,
				origin_id: null,
				is_sample: 0,
				created_by: 'leeds',
				created_at: clock.iso(),
				settled_at: null
			});
			const { url } = await groups.makeCalendarFeed(await member('hackney'), slug);
			const secret = new URL(url).searchParams.get('key') ?? '';
			const text = await groups.calendarBySecret(slug, secret);
			expect(text).toContain('DTSTART;VALUE=DATE:20270330\r\n');
			expect(text).toContain('SUMMARY:Due: Ask Leeds\\, then Hackney\r\n');
			expect(text).toContain('DTSTART:20261221T100000Z\r\n');
			// Who looks through the members has that in their calendar, the others have not.
			expect(text).not.toContain('Look through');
			expect(await groups.calendar(await member('leeds'), slug)).toContain(
				'Look through who is in'
			);

			await expectRefused(groups.calendarBySecret(other.slug, secret), 'not-found');
			await expectRefused(groups.calendarBySecret(slug, 'guessed'), 'not-found');
			const { url: renewed } = await groups.makeCalendarFeed(await member('hackney'), slug);
			await expectRefused(groups.calendarBySecret(slug, secret), 'not-found');
			const fresh = new URL(renewed).searchParams.get('key') ?? '';
			await groups.remove(await member('leeds'), slug, 'hackney', { reason: 'Has moved on.' });
			await expectRefused(groups.calendarBySecret(slug, fresh), 'not-found');
		});
	});
});
