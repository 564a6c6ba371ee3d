// What is to be done and what was decided: in a group, and outside of any.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '#server/kernel/actor.ts';
import { expectRefused, openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';

forEachDialect((_, open) => {
	let alliance: Alliance;
	let house: Alliance['house'];
	let chair: Member;
	let inGroup: Member;
	let outsider: Member;

	beforeAll(async () => {
		alliance = await openAlliance(open);
		({ house } = alliance);
		const { store } = alliance.database;
		await store.groups.add(
			{
				id: 'group',
				slug: 'a-group',
				name: 'A group',
				purpose: 'To try things.',
				joining: 'by-invitation',
				called: 'Working group',
				roles:
					'[{"key":"chair","title":"Chair","manages":true},{"key":"member","title":"Member","manages":false}]',
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
		const join = async (name: string, manages: boolean): Promise<Member> => {
			await store.groups.setMember({
				group_id: 'group',
				member_id: name,
				role: manages ? 'chair' : 'member',
				manages: manages ? 1 : 0,
				is_guest: 0,
				until_on: null,
				joined_at: alliance.clock.iso()
			});
			const groups = [{ groupId: 'group', manages, isGuest: false }];
			return { ...alliance.member(name), groups };
		};
		chair = await join('leeds', true);
		inGroup = await join('hackney', false);
		outsider = alliance.member('supporter');
	});
	afterAll(() => alliance.database.close());
	beforeEach(() => alliance.clock.advance(60_000));

	const add = (more: object = {}) =>
		house.actions.add(chair, { words: 'Ask the carers', groupId: 'group', ...more });

	describe('actions', () => {
		test('[F4] [F5] those of a group are nobody else’s to know', async () => {
			const { id } = await add();
			await expectRefused(
				[
					house.actions.byId(outsider, id),
					house.actions.ofGroup(outsider, 'group'),
					house.actions.possibleOwners(outsider, 'group'),
					house.actions.change(outsider, id, { state: 'done' }),
					house.actions.add(outsider, { words: 'Mine', groupId: 'group' })
				],
				'not-found'
			);
			expect((await house.actions.titles(outsider, [id])).size).toBe(0);
			expect((await house.actions.ofGroup(inGroup, 'group')).map((each) => each.id)).toContain(id);
		});

		test('the owner is told, and finds it among what is due', async () => {
			const { id } = await add({ ownerId: 'hackney', dueOn: '2026-11-24' });
			await add({ ownerId: 'hackney', dueOn: '2026-12-24' });
			expect((await house.actions.dueFor(inGroup)).map((each) => each.id)).toEqual([id]);
			const notices = () =>
				alliance.database.db
					.selectFrom('notices')
					.select('member_id')
					.where('about_id', '=', id)
					.execute();
			expect(await notices()).toEqual([{ member_id: 'hackney' }]);
			const done = await house.actions.change(inGroup, id, { state: 'done', outcome: 'Asked.' });
			expect(done).toMatchObject({ state: 'done', isLate: false });
			expect(done.settledAt).not.toBeNull();
			expect(await house.actions.dueFor(inGroup)).toEqual([]);
			expect(await notices()).toEqual([]);
		});

		test('one past its day is late until it is settled', async () => {
			const { id } = await add({ dueOn: '2026-11-01' });
			expect(await house.actions.byId(chair, id)).toMatchObject({ isLate: true, owner: null });
			await expectRefused(
				house.actions.change(chair, id, { state: 'dropped' }),
				'invalid',
				'outcome'
			);
			const dropped = await house.actions.change(chair, id, {
				state: 'dropped',
				outcome: 'No longer needed.'
			});
			expect(dropped.isLate).toBe(false);
		});

		test('is changed by its owner, its author and the chair, and taken on only by who is in the group', async () => {
			const { id } = await add({ ownerId: 'leeds' });
			await expectRefused(house.actions.change(inGroup, id, { state: 'done' }), 'not-allowed');
			await expectRefused(add({ ownerId: 'supporter' }), 'invalid', 'ownerId');
		});

		test('outside of any group it is seen by its owner and its author alone', async () => {
			const { id } = await house.actions.add(chair, { words: 'Book a room', ownerId: 'reader' });
			expect((await house.actions.mine(alliance.member('reader'))).map((each) => each.id)).toEqual([
				id
			]);
			await expectRefused(house.actions.byId(inGroup, id), 'not-found');
			await expectRefused(
				house.actions.add(chair, { words: 'For a stranger', ownerId: 'hackney' }),
				'invalid',
				'ownerId'
			);
		});
	});

	describe('decisions', () => {
		const record = (more: object = {}) =>
			house.decisions.record(inGroup, {
				groupId: 'group',
				words: 'We meet monthly',
				reasons: 'Fortnightly was too often.',
				decidedOn: '2026-11-20',
				...more
			});

		test('[F5] are read by those who read the group and recorded by those in it', async () => {
			const { id } = await record();
			expect((await house.decisions.byId(chair, id)).recorded.by.name).toBe('Sam');
			await expectRefused(
				[
					house.decisions.byId(outsider, id),
					house.decisions.ofGroup(outsider, 'group'),
					house.decisions.record(outsider, {
						groupId: 'group',
						words: 'Something else',
						reasons: 'Because.',
						decidedOn: '2026-11-20'
					})
				],
				'not-found'
			);
		});

		test('a later one takes its place once, and the earlier one stays to be read', async () => {
			const earlier = await record();
			const later = await record({ words: 'We meet weekly', replaces: earlier.id });
			expect(later.replaces).toEqual([{ id: earlier.id, words: 'We meet monthly' }]);
			expect(await house.decisions.byId(chair, earlier.id)).toMatchObject({
				words: 'We meet monthly',
				replacedBy: later.id,
				abilities: { replace: false }
			});
			await expectRefused(record({ replaces: earlier.id }), 'conflict');
		});

		test('are not written down before they are made', async () => {
			await expectRefused(record({ decidedOn: '2026-11-25' }), 'invalid', 'decidedOn');
		});

		test('an action says out of which decision it came', async () => {
			const decision = await record();
			const { id } = await add({ origin: { kind: 'decision', id: decision.id } });
			expect((await house.actions.byId(inGroup, id)).origin).toMatchObject({
				title: 'We meet monthly',
				url: `/groups/a-group/decisions/${decision.id}`
			});
			await expectRefused(
				house.actions.add(outsider, {
					words: 'Guessing ids',
					origin: { kind: 'decision', id: decision.id }
				}),
				'invalid',
				'origin'
			);
		});
	});
});
