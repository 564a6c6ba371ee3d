// "We are stuck on …": who sees a challenge, who is asked, offers of help, and what came of it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '#server/kernel/actor.ts';
import type { RaiseChallenge } from '#shared/challenge-input.ts';
import { expectRefused, openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';

forEachDialect((_, open) => {
	let alliance: Alliance;
	let house: Alliance['house'];
	let member: Alliance['member'];

	beforeAll(async () => {
		alliance = await openAlliance(open);
		({ house, member } = alliance);
	});
	afterAll(() => alliance.database.close());
	beforeEach(() => alliance.clock.advance(60_000));

	const raise = (actor: Member, more: Partial<RaiseChallenge> = {}) =>
		house.challenges.raise(actor, {
			title: 'Paying partners on time',
			body: 'We waited eleven weeks.',
			commitments: [3],
			...more
		});
	/** Who has a notice about this challenge that waits, and of which kind. */
	async function told(challengeId: string): Promise<string[]> {
		const rows = await alliance.database.db
			.selectFrom('notices')
			.selectAll()
			.where('about_id', '=', challengeId)
			.execute();
		return rows.map(({ member_id, kind }) => `${member_id}: ${kind}`).toSorted();
	}

	describe('who sees a challenge', () => {
		test.each([
			[
				'pledge-makers-and-supporters',
				['leeds', 'reader', 'hackney', 'supporter', 'facilitator', 'coordinator']
			],
			['pledge-makers', ['leeds', 'reader', 'hackney', 'facilitator', 'coordinator']],
			['organisation', ['leeds', 'reader']]
		] as const)(
			'[F5] one for "%s" is known to just those, by every call',
			async (audience, those) => {
				const { id } = await raise(member('leeds'), { audience });
				for (const [name, actor] of Object.entries(alliance.everyone)) {
					const mine = house.challenges.byId(actor, id);
					const isSeen = (those as readonly string[]).includes(name);
					if (isSeen) expect((await mine).title, name).toBe('Paying partners on time');
					else {
						await expectRefused(
							[
								mine,
								house.offers.offer(actor, id, { words: 'I can help.' }),
								house.challenges.change(actor, id, { title: 'Other words' }),
								house.challenges.close(actor, id, { outcome: 'Nothing.' }),
								house.challenges.reopen(actor, id),
								house.challenges.tellInNote(actor, id, null),
								house.sameMatter.of(actor, id)
							],
							'not-found'
						);
					}
					const { items } = await house.challenges.list(actor, { limit: 100 });
					expect(
						items.some((each) => each.id === id),
						name
					).toBe(isSeen);
					expect((await house.challenges.titles(actor, [id])).has(id), name).toBe(isSeen);
					expect((await house.challenges.whoSees(id))?.(actor), name).toBe(isSeen);
				}
			}
		);

		test('[F5] nobody raises one among those they do not belong to, nor in another’s name', async () => {
			await expectRefused(raise(member('supporter'), { audience: 'pledge-makers' }), 'not-found');
			await expectRefused(
				raise(member('leeds'), { audience: 'organisation', organisationId: 'o-hackney' }),
				'not-found'
			);
			await expectRefused(
				raise(member('leeds'), { audience: 'group', groupId: 'no-such-group' }),
				'not-found'
			);
			await expectRefused(
				raise(member('leeds'), { from: { kind: 'section', id: 'no-such-report', part: 'why' } }),
				'not-found'
			);
		});

		test('one is offered the circles one is in, the widest first', async () => {
			const choices = await house.challenges.audiences(member('supporter'));
			expect(choices.map(({ audience }) => audience)).toEqual([
				'pledge-makers-and-supporters',
				'organisation'
			]);
		});

		test('the list is narrowed by commitment, by region and by how they stand', async () => {
			const { id } = await raise(member('hackney'), { commitments: [6] });
			const listed = async (query: object) =>
				(await house.challenges.list(member('leeds'), { limit: 100, ...query })).items.map(
					(each) => each.id
				);
			expect(await listed({ commitment: 6 })).toEqual([id]);
			expect(await listed({ commitment: 6, region: 'Nowhere' })).toEqual([]);
			expect(await listed({ commitment: 6, state: 'closed' })).toEqual([]);
			await house.challenges.close(member('hackney'), id, { outcome: 'It resolved itself.' });
			expect(await listed({ commitment: 6, state: 'closed' })).toEqual([id]);
			expect(await listed({ commitment: 6, state: 'open' })).toEqual([]);
		});

		test('a long list goes on where it stopped', async () => {
			for (const _ of [1, 2, 3]) await raise(member('leeds'), { commitments: [7] });
			const first = await house.challenges.list(member('leeds'), { limit: 2, commitment: 7 });
			expect(first.items).toHaveLength(2);
			const rest = await house.challenges.list(member('leeds'), {
				limit: 2,
				commitment: 7,
				after: first.next ?? ''
			});
			expect(rest.items).toHaveLength(1);
			expect(rest.next).toBeNull();
		});
	});

	describe('people who can be asked', () => {
		test('are those who said so, until they take it back; and only they are told, if they may see it [F5]', async () => {
			await house.contacts.set(member('hackney'), {
				items: [{ commitment: 2, words: 'counting without naming' }]
			});
			await house.contacts.set(member('supporter'), {
				items: [{ commitment: 2, words: 'what communities will not be asked again' }]
			});
			const { id } = await raise(member('leeds'), { commitments: [2], audience: 'pledge-makers' });
			expect(await told(id)).toEqual(['hackney: challenge']);
			const { contacts } = await house.sameMatter.of(member('reader'), id);
			expect(contacts.map(({ member: { name } }) => name)).toEqual(['Sam', 'Sam']);

			await house.contacts.set(member('hackney'), { items: [] });
			const later = await raise(member('leeds'), { commitments: [2] });
			expect(await told(later.id)).toEqual(['supporter: challenge']);
			expect(await house.contacts.list(member('leeds'), { commitments: [2] })).toMatchObject([
				{ member: { id: 'supporter' }, about: [{ commitment: 2 }] }
			]);
		});

		test('[F6] are not named to a guest without a seat, who cannot be named either', async () => {
			const guest: Member = { ...member('reader'), seats: [] };
			expect(await house.contacts.list(guest)).toEqual([]);
			await expectRefused(
				house.contacts.set(guest, { items: [{ commitment: 1, words: 'anything' }] }),
				'not-allowed'
			);
		});
	});

	describe('help', () => {
		test('is offered once, told to who is stuck, and accepted: then both see how to reach the other', async () => {
			const { id } = await raise(member('leeds'));
			const offer = await house.offers.offer(member('hackney'), id, { words: 'We pay in a week.' });
			expect(await told(id)).toEqual(['leeds: help-offered']);
			await expectRefused(
				house.offers.offer(member('hackney'), id, { words: 'Again.' }),
				'conflict'
			);
			const before = await house.challenges.byId(member('leeds'), id);
			expect(before.offers[0]).toMatchObject({ accepted: null, email: null });
			await expectRefused(house.offers.accept(member('hackney'), id, offer.id), 'not-allowed');
			await house.offers.accept(member('leeds'), id, offer.id);
			expect(await told(id)).toEqual(['hackney: help-accepted']);

			const seenBy = (name: string) => house.challenges.byId(member(name), id);
			expect((await seenBy('leeds')).offers[0]?.email).toBe('hackney@demo.test');
			expect((await seenBy('hackney')).authorEmail).toBe('leeds@demo.test');
			const other = await seenBy('supporter');
			expect([other.authorEmail, other.offers[0]?.email]).toEqual([null, null]);
		});

		test('[F4] is not found under another challenge', async () => {
			const { id } = await raise(member('leeds'));
			const other = await raise(member('leeds'));
			const offer = await house.offers.offer(member('hackney'), id, { words: 'We can help.' });
			await expectRefused(
				[
					house.offers.accept(member('leeds'), other.id, offer.id),
					house.offers.withdraw(member('hackney'), other.id, offer.id)
				],
				'not-found'
			);
		});

		test('[F16] is withdrawn by who offered it and by nobody else', async () => {
			const { id } = await raise(member('leeds'));
			const offer = await house.offers.offer(member('hackney'), id, { words: 'We can help.' });
			await expectRefused(house.offers.withdraw(member('leeds'), id, offer.id), 'not-allowed');
			await house.offers.withdraw(member('hackney'), id, offer.id);
			expect((await house.challenges.byId(member('leeds'), id)).offers).toEqual([]);
			expect(await told(id)).toEqual([]);
			await expectRefused(house.offers.accept(member('leeds'), id, offer.id), 'not-found');
		});

		test('nobody helps themselves, nor with what is closed', async () => {
			const { id } = await raise(member('leeds'));
			await expectRefused(
				house.offers.offer(member('leeds'), id, { words: 'I know it.' }),
				'not-allowed'
			);
			await house.challenges.close(member('leeds'), id, { outcome: 'Given up.' });
			await expectRefused(
				house.offers.offer(member('hackney'), id, { words: 'Too late.' }),
				'conflict'
			);
		});
	});

	describe('what came of it', () => {
		test('stays, is told to who helped, and the challenge can be opened again', async () => {
			const { id } = await raise(member('leeds'));
			await house.offers.offer(member('hackney'), id, { words: 'We can help.' });
			await house.challenges.close(member('leeds'), id, { outcome: 'A **purchase card**.' });
			expect(await told(id)).toContain('hackney: outcome');
			const closed = await house.challenges.byId(member('supporter'), id);
			expect(closed).toMatchObject({ closed: { by: 'Leeds drafter' } });
			expect(closed.outcomeHtml).toContain('<strong>purchase card</strong>');
			await expectRefused(
				house.challenges.close(member('leeds'), id, { outcome: 'Twice.' }),
				'conflict'
			);
			const opened = await house.challenges.reopen(member('leeds'), id);
			expect(opened).toMatchObject({ closed: null, outcome: 'A **purchase card**.' });
		});

		test('is said by who is stuck and not by those who look on; its words are its author’s alone [F16]', async () => {
			const { id } = await raise(member('reader'));
			await expectRefused(
				[
					house.challenges.close(member('hackney'), id, { outcome: 'Nothing.' }),
					house.challenges.change(member('leeds'), id, { title: 'Better words' })
				],
				'not-allowed'
			);
			await house.challenges.change(member('reader'), id, {
				title: 'Better words',
				commitments: [4, 5]
			});
			expect(await house.challenges.byId(member('leeds'), id)).toMatchObject({
				title: 'Better words',
				commitments: [4, 5]
			});
			await house.challenges.close(member('leeds'), id, { outcome: 'We stopped.' });
		});

		test('hostile words come back as words [F9]', async () => {
			const { id } = await raise(member('leeds'), {
				body: '<img src=x onerror=alert(1)> [a](javascript:alert(1))'
			});
			const { html } = await house.challenges.byId(member('leeds'), id);
			expect(html).not.toMatch(/<img|href="javascript/);
		});
	});
});
