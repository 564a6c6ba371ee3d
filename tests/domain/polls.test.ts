// Polls: who opens them and votes, what each kind takes and answers, and what an anonymous one keeps.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '#server/kernel/actor.ts';
import type { OpenPoll, Vote } from '#shared/poll-input.ts';
import type { Poll } from '#shared/poll-output.ts';
import { expectRefused, openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';
import { addMember } from '../support/domain.ts';

const consent: OpenPoll = {
	kind: 'consent',
	question: 'Shall we meet every month?',
	options: [],
	isAnonymous: false,
	closesAt: null
};
const single: OpenPoll = { ...consent, kind: 'single', options: ['In Leeds', 'In Hackney'] };
const ranked: OpenPoll = { ...consent, kind: 'ranked', options: ['March', 'April', 'May'] };
const vote = (choice: Vote['choice'], reason = ''): Vote => ({ choice, reason });

forEachDialect((_, open) => {
	let alliance: Alliance;
	let polls: Alliance['house']['polls'];
	let member: Alliance['member'];
	let clock: Alliance['clock'];
	/** Six more Pledge Makers. */
	const more: Member[] = [];

	beforeAll(async () => {
		alliance = await openAlliance(open);
		({ member, clock } = alliance);
		({ polls } = alliance.house);
		for (let number = 1; number <= 6; number++) {
			more.push(
				await addMember(alliance.database.store, {
					id: `voter-${number}`,
					organisationId: 'o-leeds'
				})
			);
		}
	});
	afterAll(() => alliance.database.close());
	beforeEach(() => clock.advance(60_000));

	/** In a discussion of Pledge Makers that Leeds has begun. */
	async function openPoll(input: Partial<OpenPoll> = {}, by = 'leeds'): Promise<Poll> {
		const { id } = await alliance.start(member('leeds'), { audience: 'pledge-makers' });
		return polls.open(member(by), id, { ...consent, ...input });
	}

	describe('opening and closing', () => {
		test('who began the discussion opens one, and who moderates; nobody else who reads it', async () => {
			const { id } = await alliance.start(member('leeds'), { audience: 'pledge-makers' });
			await polls.open(member('leeds'), id, consent);
			await polls.open(member('facilitator'), id, consent);
			await expectRefused(polls.open(member('hackney'), id, consent), 'not-allowed');
			await expectRefused(polls.open(member('supporter'), id, consent), 'not-found');
			expect(await polls.mayOpen(member('hackney'), id)).toBe(false);
			expect(await polls.ofThread(member('hackney'), id)).toHaveLength(2);
		});

		test('[F5] whoever does not see the discussion finds the poll by no call', async () => {
			const poll = await openPoll();
			const outsider = member('supporter');
			await expectRefused(
				[
					polls.byId(outsider, poll.id),
					polls.byId(outsider, 'no-such-poll'),
					polls.ofThread(outsider, poll.threadId),
					polls.vote(outsider, poll.id, vote('agree')),
					polls.close(outsider, poll.id)
				],
				'not-found'
			);
			expect(await polls.titles(outsider, [poll.id])).toEqual(new Map());
			expect((await polls.titles(member('hackney'), [poll.id])).get(poll.id)).toBe(poll.question);
		});

		test('a choice needs two options, a proposal has answers of its own, and a day that has passed closes nothing', async () => {
			const { id } = await alliance.start(member('leeds'));
			const leeds = member('leeds');
			await expectRefused(
				polls.open(leeds, id, { ...single, options: ['A'] }),
				'invalid',
				'options'
			);
			await expectRefused(
				polls.open(leeds, id, { ...consent, options: ['A'] }),
				'invalid',
				'options'
			);
			await expectRefused(
				polls.open(leeds, id, { ...consent, closesAt: clock.iso() }),
				'invalid',
				'closesAt'
			);
		});

		test('those who wrote in the discussion are asked to vote, and asked no more once they have', async () => {
			const { id } = await alliance.start(member('leeds'), { audience: 'pledge-makers' });
			await alliance.discussions.post(member('hackney'), id, { body: 'Yes.' });
			const poll = await polls.open(member('leeds'), id, consent);
			const asked = async () =>
				(await alliance.database.db.selectFrom('notices').selectAll().execute())
					.filter(({ about_id }) => about_id === poll.id)
					.map(({ member_id }) => member_id);
			expect(await asked()).toEqual(['hackney']);
			await polls.vote(member('hackney'), poll.id, vote('agree'));
			expect(await asked()).toEqual([]);
		});

		test('it takes no vote from its minute on, though nobody has closed it yet', async () => {
			const closesAt = new Date(clock.now() + 60_000).toISOString();
			const poll = await openPoll({ closesAt });
			await polls.vote(member('hackney'), poll.id, vote('agree'));
			clock.advance(60_000);
			await expectRefused(polls.vote(member('leeds'), poll.id, vote('agree')), 'conflict');
			expect(await polls.byId(member('leeds'), poll.id)).toMatchObject({
				closed: { at: closesAt, by: null },
				abilities: { vote: false, close: false }
			});
			expect(await polls.closeDue()).toBe(1);
			expect(await polls.closeDue()).toBe(0);
		});

		test('once closed it stays closed and readable', async () => {
			const poll = await openPoll();
			await expectRefused(polls.close(member('hackney'), poll.id), 'not-allowed');
			const closed = await polls.close(member('leeds'), poll.id);
			expect(closed.closed).toMatchObject({ by: 'Leeds drafter' });
			await expectRefused(polls.close(member('leeds'), poll.id), 'conflict');
			await expectRefused(polls.vote(member('leeds'), poll.id, vote('agree')), 'conflict');
		});

		test('a closed discussion takes no votes', async () => {
			const poll = await openPoll();
			await alliance.discussions.closeThread(member('facilitator'), poll.threadId, {
				reason: 'Settled.'
			});
			await expectRefused(polls.vote(member('hackney'), poll.id, vote('agree')), 'not-allowed');
		});
	});

	describe('votes with a name', () => {
		test('a vote can be changed until the poll is closed, and counts once', async () => {
			const poll = await openPoll();
			await polls.vote(member('hackney'), poll.id, vote('agree'));
			const seen = await polls.vote(member('hackney'), poll.id, vote('block', 'The day is wrong.'));
			expect(seen.voted).toBe(1);
			expect(seen.mine).toEqual({ choice: 'block', reason: 'The day is wrong.' });
			expect(seen.result).toMatchObject({
				lines: [{ count: 0 }, { count: 0 }, { count: 0 }, { count: 1, voters: ['Sam'] }],
				reasons: [{ answer: 'block', reason: 'The day is wrong.', by: 'Sam' }]
			});
		});

		test('a block says why', async () => {
			const poll = await openPoll();
			await expectRefused(
				polls.vote(member('hackney'), poll.id, vote('block')),
				'invalid',
				'reason'
			);
		});

		test.each([
			['a proposal', consent, [1, [1]]],
			['one of several', single, ['agree', 0, 3, Number.NaN, [1]]],
			['an order', ranked, ['agree', 1, [], [0], [4]]]
		] as [string, OpenPoll, Vote['choice'][]][])(
			'%s takes only what it asks for',
			async (_name, input, choices) => {
				const poll = await openPoll(input);
				for (const choice of choices) {
					await expectRefused(
						polls.vote(member('leeds'), poll.id, vote(choice)),
						'invalid',
						'choice'
					);
				}
			}
		);

		test('an order is counted in rounds, and everybody sees whose order is whose', async () => {
			const poll = await openPoll(ranked);
			await polls.vote(member('leeds'), poll.id, vote([1, 2]));
			await polls.vote(member('reader'), poll.id, vote([1]));
			await polls.vote(member('hackney'), poll.id, vote([2, 1]));
			const { result } = await polls.byId(member('coordinator'), poll.id);
			expect(result).toMatchObject({ way: 'ranked', winners: ['March'] });
			expect(result?.way === 'ranked' && result.ballots).toContainEqual({
				by: 'Sam',
				order: ['April', 'March']
			});
		});

		test('votes cast at the same moment are each counted once', async () => {
			const poll = await openPoll(single);
			await Promise.all(more.map((voter) => polls.vote(voter, poll.id, vote(1))));
			expect((await polls.byId(member('leeds'), poll.id)).result).toMatchObject({
				lines: [{ count: 6 }, { count: 0 }]
			});
		});
	});

	describe('anonymous votes', () => {
		test('each is counted exactly once, also when cast at the same moment and twice', async () => {
			const poll = await openPoll({ ...single, isAnonymous: true });
			const twice = [...more, ...more].map((voter) => polls.vote(voter, poll.id, vote(2)));
			const outcomes = await Promise.allSettled(twice);
			expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
			for (const outcome of outcomes) {
				if (outcome.status === 'rejected')
					expect(outcome.reason).toMatchObject({ code: 'conflict' });
			}
			const closed = await polls.close(member('leeds'), poll.id);
			expect(closed.voted).toBe(6);
			expect(closed.result).toMatchObject({ lines: [{ count: 0 }, { count: 6, voters: null }] });
		});

		test('while it is open nobody learns how it stands, and one’s own vote is not shown either', async () => {
			const poll = await openPoll({ isAnonymous: true });
			for (const voter of more) await polls.vote(voter, poll.id, vote('agree'));
			const seen = await polls.byId(more[0] ?? member('leeds'), poll.id);
			expect(seen).toMatchObject({
				voted: 6,
				result: null,
				mine: { choice: null, reason: '' },
				abilities: { vote: false }
			});
		});

		test('with fewer than five votes the result is shown to nobody, and is not kept either', async () => {
			const poll = await openPoll({ isAnonymous: true });
			for (const voter of more.slice(0, 4))
				await polls.vote(voter, poll.id, vote('agree', 'Fine.'));
			const closed = await polls.close(member('leeds'), poll.id);
			expect(closed).toMatchObject({ voted: 4, result: null });
			const kept = await alliance.database.store.polls.byId(poll.id);
			expect(kept?.tally).toBe('{"ballots":[],"reasons":[]}');
		});

		test('reasons stand in alphabetical order and name nobody', async () => {
			const poll = await openPoll({ isAnonymous: true });
			const reasons = ['Yes, soon.', '', 'A good day.', '', 'No time.'];
			for (const [index, reason] of reasons.entries()) {
				const voter = more[index];
				if (voter !== undefined) await polls.vote(voter, poll.id, vote('agree', reason));
			}
			const { result } = await polls.close(member('leeds'), poll.id);
			expect(result?.way === 'counted' && result.reasons).toEqual([
				{ answer: 'agree', reason: 'A good day.', by: null },
				{ answer: 'agree', reason: 'No time.', by: null },
				{ answer: 'agree', reason: 'Yes, soon.', by: null }
			]);
		});
	});
});
