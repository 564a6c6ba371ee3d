// What people contribute to a session: cards, dots and votes; and that what has no name can be laid at nobody's door,
// looked for in every table, in the order and the transactions of rows, in the bytes of the files, in what screens get.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { sql } from 'kysely';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Member } from '#server/kernel/actor.ts';
import { planSessionSchema, sessionCommandSchema } from '#shared/live-session-input.ts';
import type { Board } from '#shared/live-session/card-output.ts';
import { expectRefused, openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';
import { addMember } from '../support/domain.ts';

forEachDialect((dialect, open) => {
	let alliance: Alliance;
	let id: string;
	let item: string;
	let closing: string;
	const people: Member[] = [];

	beforeAll(async () => {
		alliance = await openAlliance(open);
		for (let number = 1; number <= 6; number += 1) {
			people.push(
				await addMember(alliance.database.store, {
					id: `person-${number}`,
					organisationId: 'o-leeds',
					name: `Person ${number}`
				})
			);
		}
	});
	afterAll(() => alliance.database.close());
	beforeEach(async () => {
		alliance.clock.advance(60_000);
		const session = await alliance.house.liveSessions.plan(
			alliance.member('facilitator'),
			v.parse(planSessionSchema, {
				title: 'What stands in the way',
				inviteeIds: people.map(({ memberId }) => memberId),
				agenda: [
					{ kind: 'silent-writing', title: 'What stands in the way', minutes: 10 },
					{ kind: 'closing', title: 'A last word', minutes: 5 }
				]
			})
		);
		id = session.id;
		[item = '', closing = ''] = session.agenda.map((each) => each.id);
		for (const person of people) await alliance.house.liveSessions.enter(person, id);
		await lead({ type: 'start' });
	});

	const give = (who: Member, input: object) =>
		alliance.house.liveSessions.command(who, id, v.parse(sessionCommandSchema, input));
	const lead = (input: object) => give(alliance.member('facilitator'), input);
	const person = (number: number): Member => people[number - 1] ?? alliance.member('leeds');
	const receipt = (number: number): string => `receipt of person ${number}, and long enough`;
	const write = async (number: number, words: string, isAnonymous = true): Promise<string> => {
		const cardId = randomUUID();
		await give(person(number), {
			type: 'add-card',
			cardId,
			itemId: item,
			words,
			isAnonymous,
			receipt: isAnonymous ? receipt(number) : undefined
		});
		return cardId;
	};
	const board = async (who = person(1)): Promise<Board | undefined> =>
		(await alliance.house.liveSessions.byId(who, id)).room?.cards.find(
			({ itemId }) => itemId === item
		);
	const everyRow = async (): Promise<{ table: string; row: string }[]> => {
		const { db } = alliance.database;
		const tables = await db.introspection.getTables();
		const rows = await Promise.all(
			tables.map(async ({ name }) => {
				const found = await sql<object>`select * from ${sql.table(name)}`.execute(db);
				return found.rows.map((row) => ({ table: name, row: JSON.stringify(row) }));
			})
		);
		return rows.flat();
	};

	describe('cards', () => {
		test('are on nobody’s screen but their author’s until they are shown together', async () => {
			await write(1, 'Nobody answers', false);
			await write(2, 'It takes eleven weeks');
			expect(await board()).toMatchObject({ cards: [], waiting: null });
			const mine = (await alliance.house.liveSessions.byId(person(1), id)).mine.cards;
			expect(mine).toMatchObject([{ words: 'Nobody answers', isShown: false }]);
			const facilitator = await alliance.house.liveSessions.byId(
				alliance.member('facilitator'),
				id
			);
			expect(JSON.stringify(facilitator)).not.toContain('Nobody answers');
			await lead({ type: 'show-cards', itemId: item });
			const shown = await board();
			expect(shown?.cards.map(({ words, by }) => [words, by]).toSorted()).toEqual([
				['It takes eleven weeks', null],
				['Nobody answers', 'person-1']
			]);
			expect(shown?.cards.map((card) => card.id)).toEqual(
				shown?.cards.map((card) => card.id).toSorted()
			);
		});

		test('are taken back by who wrote them, with a name or with the receipt, until the closing round', async () => {
			const named = await write(1, 'With my name', false);
			const unnamed = await write(2, 'Without my name');
			const late = await write(3, 'Too late');
			await expectRefused(
				[
					give(person(2), { type: 'withdraw-card', cardId: named }),
					give(person(2), { type: 'withdraw-card', cardId: unnamed }),
					give(person(2), { type: 'withdraw-card', cardId: unnamed, receipt: receipt(3) }),
					lead({ type: 'withdraw-card', cardId: named })
				],
				'not-found'
			);
			await lead({ type: 'show-cards', itemId: item });
			await give(person(1), { type: 'withdraw-card', cardId: named });
			await give(person(2), { type: 'withdraw-card', cardId: unnamed, receipt: receipt(2) });
			expect((await board())?.cards.map(({ words }) => words)).toEqual(['Too late']);
			expect((await everyRow()).filter(({ row }) => row.includes('my name'))).toEqual([]);
			await lead({ type: 'go-to', itemId: closing });
			await expectRefused(
				[give(person(3), { type: 'withdraw-card', cardId: late, receipt: receipt(3) })],
				'conflict'
			);
		});

		test('are grouped, and dots are counted once a person and then forgotten', async () => {
			const cards = [await write(1, 'One'), await write(2, 'Two'), await write(3, 'Three')];
			await lead({ type: 'show-cards', itemId: item });
			const groupId = randomUUID();
			await lead({
				type: 'group-cards',
				itemId: item,
				groupId,
				title: 'Time',
				cardIds: cards.slice(0, 2)
			});
			await lead({ type: 'open-dots', itemId: item, each: 2 });
			const [one, two] = cards;
			await give(person(1), { type: 'place-dots', itemId: item, cardIds: [one, one] });
			await give(person(1), { type: 'place-dots', itemId: item, cardIds: [one, two] });
			await give(person(2), { type: 'place-dots', itemId: item, cardIds: [one] });
			await expectRefused(
				[
					give(person(3), { type: 'place-dots', itemId: item, cardIds: [one, one, one] }),
					give(person(3), { type: 'place-dots', itemId: item, cardIds: [randomUUID()] })
				],
				'conflict'
			);
			expect(await board()).toMatchObject({
				groups: [{ id: groupId, title: 'Time' }],
				dots: { each: 2, isOpen: true, placedBy: 2 }
			});
			expect((await board())?.cards.every(({ dots }) => dots === null)).toBe(true);
			await lead({ type: 'close-dots', itemId: item });
			const counted = new Map((await board())?.cards.map((card) => [card.words, card.dots]));
			expect(counted).toEqual(
				new Map([
					['One', 2],
					['Two', 1],
					['Three', 0]
				])
			);
			const { mine } = await alliance.house.liveSessions.byId(person(1), id);
			expect(mine.dots).toEqual([{ itemId: item, cardIds: [] }]);
		});

		test('in the parking lot: with a name at once, without a name when they are shown', async () => {
			const park = (number: number, isAnonymous: boolean) =>
				give(person(number), {
					type: 'add-card',
					cardId: randomUUID(),
					itemId: 'parking',
					words: `Parked by ${number}`,
					isAnonymous,
					receipt: receipt(number)
				});
			await park(1, false);
			const { room } = await park(2, true);
			expect(room?.cards.at(-1)).toMatchObject({
				itemId: 'parking',
				cards: [{ words: 'Parked by 1' }]
			});
		});
	});

	describe('polls', () => {
		const openPoll = async (input: object): Promise<string> => {
			const pollId = randomUUID();
			await lead({ type: 'open-poll', pollId, question: 'Shall we share?', ...input });
			return pollId;
		};
		const result = async (who = alliance.member('facilitator')) =>
			(await alliance.house.liveSessions.byId(who, id)).room?.polls.at(-1)?.result ?? null;

		test('a vote with a name can be changed until the poll is closed, and everybody sees what is shown', async () => {
			const pollId = await openPoll({ kind: 'single', options: ['Yes', 'No'] });
			await give(person(1), { type: 'cast-vote', pollId, choice: 1 });
			await give(person(1), { type: 'cast-vote', choice: 2 });
			await give(person(2), { type: 'cast-vote', pollId, choice: 1 });
			const { mine } = await alliance.house.liveSessions.byId(person(1), id);
			expect(mine.votes).toEqual([{ pollId, choice: 2, reason: '' }]);
			expect(await result()).toBeNull();
			await lead({ type: 'close-poll', pollId });
			await expectRefused(
				[give(person(3), { type: 'cast-vote', pollId, choice: 1 }), lead({ type: 'close-poll' })],
				'conflict'
			);
			expect(await result()).toMatchObject({
				lines: [
					{ option: 'Yes', count: 1, voters: ['Person 2'] },
					{ option: 'No', count: 1, voters: ['Person 1'] }
				]
			});
			expect(await result(person(1))).toBeNull();
			await lead({ type: 'show-poll', pollId });
			expect(await result(person(1))).toMatchObject({ ahead: ['Yes', 'No'] });
		});

		test.each([
			['multiple', ['A', 'B', 'C'], [1, 3], { lines: [{ count: 1 }, { count: 0 }, { count: 1 }] }],
			['ranked', ['A', 'B', 'C'], [3, 1], { winners: ['C'] }],
			['scale', ['Not at all', 'A little', 'Fully'], 2, { ahead: ['A little'] }],
			['consent', [], 'abstain', { ahead: ['abstain'] }]
		])('of the kind %s', async (kind, options, choice, expected) => {
			const pollId = await openPoll({ kind, options });
			await expectRefused(
				[
					give(person(1), { type: 'cast-vote', pollId, choice: 9 }),
					give(person(1), { type: 'cast-vote', pollId, choice: [4] })
				],
				'invalid',
				'choice'
			);
			await give(person(1), { type: 'cast-vote', pollId, choice });
			await lead({ type: 'close-poll', pollId });
			expect(await result()).toMatchObject(expected);
		});

		test('a block needs a reason', async () => {
			const pollId = await openPoll({ kind: 'consent' });
			await expectRefused(
				[give(person(1), { type: 'cast-vote', pollId, choice: 'block' })],
				'invalid',
				'reason'
			);
		});

		test('without names, fewer than five are not shown, and nothing of them is kept', async () => {
			const pollId = await openPoll({ kind: 'temperature' });
			for (const number of [1, 2, 3, 4]) {
				await give(person(number), { type: 'cast-vote', pollId, choice: 3 });
			}
			await expectRefused([give(person(1), { type: 'cast-vote', pollId, choice: 1 })], 'conflict');
			await lead({ type: 'close-poll', pollId });
			expect(await result()).toBeNull();
			const [row] = await alliance.database.store.sessionContributions.pollsOf(id);
			expect(row?.tally).toBe('{"ballots":[],"reasons":[]}');
		});

		test('votes that come at once are counted once each, however often they are sent', async () => {
			const pollId = await openPoll({ kind: 'single', options: ['Yes', 'No'], isAnonymous: true });
			const votes = people.map((who, index) => ({
				who,
				vote: { id: randomUUID(), type: 'cast-vote', pollId, choice: (index % 2) + 1 }
			}));
			await Promise.all([...votes, ...votes].map(({ who, vote }) => give(who, vote)));
			await lead({ type: 'close-poll', pollId });
			expect(await result()).toMatchObject({ lines: [{ count: 3 }, { count: 3 }] });
		});
	});

	describe('without a name', () => {
		const secret = (number: number): string => `Words ${number} in ${pollId}`;
		const reasonOf = (number: number): string => `Reason ${number} in ${pollId}`;
		let pollId: string;

		beforeEach(async () => {
			pollId = randomUUID();
			await lead({
				type: 'open-poll',
				pollId,
				kind: 'consent',
				question: 'Can you live with it?',
				isAnonymous: true
			});
			// Not in the order of their ids.
			for (const number of [4, 1, 6, 2, 5, 3]) {
				await write(number, secret(number));
				await give(person(number), {
					type: 'cast-vote',
					pollId,
					choice: 'disagree',
					reason: reasonOf(number)
				});
			}
		});

		test('no row that holds the words names a person, and no row of the log tells of it', async () => {
			const rows = await everyRow();
			for (const number of [1, 2, 3, 4, 5, 6]) {
				for (const words of [secret(number), reasonOf(number)]) {
					const telling = rows.filter(({ row }) => row.includes(words));
					expect(telling).toHaveLength(1);
					expect(telling[0]?.row).not.toMatch(/person-\d|20\d\d-\d\d-\d\dT/);
				}
			}
			const log = rows.filter(({ table, row }) => table === 'audit' && row.includes(id));
			expect(log).toHaveLength(1);
			const events = alliance.house.emitted.filter((event) => JSON.stringify(event).includes(id));
			for (const event of events) {
				expect(event).toEqual({ type: 'live-session-changed', sessionId: id });
			}
		});

		test('what everybody’s screen is sent would be the same had they written in any other order', async () => {
			await lead({ type: 'show-cards', itemId: item });
			await lead({ type: 'close-poll', pollId });
			await lead({ type: 'show-poll', pollId });
			const { room } = await alliance.house.liveSessions.byId(person(1), id);
			expect(room?.cards[0]?.cards.map((card) => card.id)).toEqual(
				room?.cards[0]?.cards.map((card) => card.id).toSorted()
			);
			expect(room?.cards[0]?.cards.every(({ by }) => by === null)).toBe(true);
			const [poll] = room?.polls ?? [];
			expect(poll?.result).toMatchObject({
				reasons: [1, 2, 3, 4, 5, 6].map((number) => ({ reason: reasonOf(number), by: null }))
			});
		});

		if (dialect === 'PostgreSQL') {
			test('once shown and counted, all rows were written in one transaction', async () => {
				await lead({ type: 'show-cards', itemId: item });
				await lead({ type: 'close-poll', pollId });
				for (const table of ['live_session_cards', 'live_session_ballots']) {
					const { rows } = await sql<{ transaction: string }>`
						select xmin::text as transaction from ${sql.table(table)}
						where session_id = ${id}`.execute(alliance.database.db);
					expect(rows).toHaveLength(6);
					expect(new Set(rows.map(({ transaction }) => transaction)).size, table).toBe(1);
				}
			});
			return;
		}

		test('the files keep nothing of earlier states', async () => {
			const [open] = await alliance.database.store.sessionContributions.pollsOf(id);
			await lead({ type: 'close-poll', pollId });
			const { file } = alliance.database as unknown as { file: string };
			const log = `${file}-wal`;
			await vi.waitFor(() => expect(existsSync(log) ? statSync(log).size : 0).toBe(0));
			const bytes = readFileSync(file);
			expect(open?.tally).toContain(reasonOf(6));
			expect(bytes.includes(open?.tally ?? '')).toBe(false);
			// Of the result they are a part, in the order of the alphabet.
			expect(bytes.includes(reasonOf(6))).toBe(true);
		});
	});
});
