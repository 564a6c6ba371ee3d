// What comes of a session: drafted from what happened, looked through, closed; read by those the agreement names.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planSessionSchema, sessionCommandSchema } from '#shared/live-session-input.ts';
import { expectRefused, openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';
import { wireSearch } from '../support/search.ts';

forEachDialect((_, open) => {
	let alliance: Alliance;
	let house: Alliance['house'];
	let member: Alliance['member'];

	beforeAll(async () => {
		alliance = await openAlliance(open);
		({ house, member } = alliance);
	});
	afterAll(() => alliance.database.close());

	const give = (who: string, id: string, input: object) =>
		house.liveSessions.command(member(who), id, v.parse(sessionCommandSchema, input));
	/** A session with a card of each kind and a poll, which is over. */
	async function over(agreement: object): Promise<string> {
		const session = await house.liveSessions.plan(
			member('facilitator'),
			v.parse(planSessionSchema, {
				title: 'What changes when data is shared',
				inviteeIds: ['leeds'],
				agenda: [
					{ kind: 'silent-writing', title: 'What stands in the way', minutes: 10 },
					{ kind: 'actions', title: 'What we will do', minutes: 10 }
				],
				agreement
			})
		);
		const { id } = session;
		const [writing = '', actions = ''] = session.agenda.map((item) => item.id);
		await house.liveSessions.enter(member('leeds'), id);
		await give('facilitator', id, { type: 'start' });
		for (const [itemId, words] of [
			[writing, 'Nobody tells us what came of it'],
			[actions, 'Write back within a week']
		]) {
			await give('leeds', id, { type: 'add-card', cardId: randomUUID(), itemId, words });
			await give('facilitator', id, { type: 'show-cards', itemId });
		}
		const hidden = { type: 'add-card', cardId: randomUUID(), itemId: writing, words: 'Not shown' };
		await give('leeds', id, hidden);
		await give('facilitator', id, {
			type: 'open-poll',
			pollId: randomUUID(),
			kind: 'consent',
			question: 'Can you live with it?'
		});
		await give('leeds', id, { type: 'cast-vote', choice: 'agree' });
		await give('facilitator', id, { type: 'close-poll' });
		alliance.clock.advance(30 * 60_000);
		await give('facilitator', id, { type: 'end' });
		return id;
	}
	const record = (who: string, id: string) => house.sessionClosing.record(member(who), id);

	test('it is drafted from what happened, in the words that were written, and from nothing else', async () => {
		const id = await over({});
		const { outcomes } = await record('facilitator', id);
		expect(outcomes.map(({ kind, words, ownerName }) => [kind, words, ownerName])).toEqual([
			[
				'summary',
				'It took 30 minutes. Two people of two organisations came. On the agenda were: What stands in the way.',
				null
			],
			['action', 'Write back within a week', 'Leeds drafter'],
			['decision', 'Can you live with it?', null],
			['card', 'Nobody tells us what came of it', null],
			['notes', '', null]
		]);
		expect(outcomes.every(({ isChecked, leaves }) => !isChecked && !leaves)).toBe(true);
		expect(outcomes[2]?.result).toMatchObject({ ahead: ['agree'] });
	});

	test('facilitators look through it while it is being closed; nobody else does, and afterwards nothing changes', async () => {
		const id = await over({});
		const [, action] = (await record('facilitator', id)).outcomes;
		const closing = house.sessionClosing;
		const change = { words: 'Write back within two weeks', dueOn: '2026-12-24', leaves: true };
		await expectRefused(
			[
				closing.change(member('leeds'), id, action?.id ?? '', change),
				closing.close(member('leeds'), id),
				record('leeds', id)
			],
			'not-allowed'
		);
		const changed = await closing.change(member('facilitator'), id, action?.id ?? '', change);
		expect(changed.outcomes[1]).toMatchObject({ ...change, isChecked: true });
		await closing.add(member('facilitator'), id, {
			kind: 'decision',
			words: 'We meet again in March',
			ownerName: null,
			dueOn: null
		});
		const closed = await closing.close(member('facilitator'), id);
		expect(closed).toMatchObject({ state: 'closed', came: 2 });
		expect((await record('leeds', id)).outcomes).toHaveLength(6);
		await expectRefused(
			[
				closing.change(member('facilitator'), id, action?.id ?? '', { words: 'Other words' }),
				closing.remove(member('facilitator'), id, action?.id ?? ''),
				give('leeds', id, { type: 'raise-hand' })
			],
			'not-allowed'
		);
	});

	test('who was not in the room reads what leaves it, without who voted for what, if the agreement names them', async () => {
		const id = await over({ readers: 'pledge-makers', leaving: 'chosen' });
		const { outcomes } = await record('facilitator', id);
		const chosen = outcomes.filter(({ kind }) => kind === 'decision' || kind === 'action');
		for (const { id: outcomeId } of chosen) {
			await house.sessionClosing.change(member('facilitator'), id, outcomeId, { leaves: true });
		}
		await house.sessionClosing.close(member('facilitator'), id);
		const read = await record('hackney', id);
		expect(read.outcomes.map(({ kind }) => kind)).toEqual(['action', 'decision']);
		expect(read.notes).toBeNull();
		expect(JSON.stringify(read.outcomes[1]?.result)).not.toContain('Leeds drafter');
		expect(JSON.stringify((await record('leeds', id)).outcomes)).toContain('Leeds drafter');
		await expectRefused([record('supporter', id)], 'not-found');
	});

	test('a record is found once it is closed, by each with the words that they may read', async () => {
		const id = await over({ readers: 'pledge-makers', leaving: 'chosen' });
		const searching = wireSearch(alliance.database.store, house);
		const find = async (who: string, q: string): Promise<string[]> => {
			await searching.indexing.catchUp();
			const { items } = await searching.search.find(member(who), { q, kind: 'session' });
			return items.filter((item) => item.id === id).map(({ title }) => title);
		};
		const { outcomes } = await record('facilitator', id);
		const action = outcomes.find(({ kind }) => kind === 'action')?.id ?? '';
		const change = { words: 'Write back to Wolverhampton', leaves: true };
		await house.sessionClosing.change(member('facilitator'), id, action, change);
		expect(await find('facilitator', 'Wolverhampton')).toEqual([]);
		await house.sessionClosing.close(member('facilitator'), id);
		const title = 'What changes when data is shared';
		for (const who of ['facilitator', 'leeds', 'hackney']) {
			expect(await find(who, 'Wolverhampton'), who).toEqual([title]);
		}
		expect(await find('leeds', 'nobody tells us')).toEqual([`${title}: what stays in the room`]);
		expect(await find('hackney', 'nobody tells us')).toEqual([]);
		for (const words of ['Wolverhampton', 'data is shared']) {
			expect(await find('supporter', words), words).toEqual([]);
		}
		expect(await find('leeds', 'not shown')).toEqual([]);
		await searching.indexing.close();
	});

	test('a public record is read by everybody as far as it leaves the room, and not before it is closed', async () => {
		const id = await over({ readers: 'public', leaving: 'chosen' });
		const { outcomes } = await record('facilitator', id);
		const action = outcomes.find(({ kind }) => kind === 'action')?.id ?? '';
		await house.sessionClosing.change(member('facilitator'), id, action, { leaves: true });
		await expectRefused([house.sessionClosing.publicRecord(id)], 'not-found');
		await house.sessionClosing.close(member('facilitator'), id);
		expect(await house.sessionClosing.publicRecord(id)).toMatchObject({
			// Who came is the room's own.
			organisations: [],
			notes: null,
			outcomes: [{ kind: 'action', words: 'Write back within a week' }]
		});
		expect((await house.sessionClosing.publicOnes()).map((each) => each.id)).toEqual([id]);
		expect((await record('leeds', id)).outcomes.length).toBeGreaterThan(1);
	});

	test('where the room has agreed that nothing leaves it, nothing does', async () => {
		const id = await over({ readers: 'pledge-makers', leaving: 'nothing' });
		const [summary] = (await record('facilitator', id)).outcomes;
		await expectRefused(
			[
				house.sessionClosing.change(member('facilitator'), id, summary?.id ?? '', {
					leaves: true
				})
			],
			'invalid',
			'leaves'
		);
		await house.sessionClosing.close(member('facilitator'), id);
		expect((await record('hackney', id)).outcomes).toEqual([]);
	});
});
