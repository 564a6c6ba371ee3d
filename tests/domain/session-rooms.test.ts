// Breakout rooms over a real database: opened, entered, called from, closed; and the notes that come back from them.
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentOf } from '#server/domain/collaboration/derive.ts';
import { updatesOf } from '#server/domain/collaboration/history/put-back.ts';
import { joinedNotes, notesParts } from '#server/domain/live-sessions/session-notes.ts';
import { itemField, noteField, roomField } from '#shared/document-fields.ts';
import { planSessionSchema, sessionCommandSchema } from '#shared/live-session-input.ts';
import { minute } from '#shared/live-session/clock.ts';
import { expectRefused, openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';

const asked = ['leeds', 'hackney', 'supporter', 'reader'];

forEachDialect((_, open) => {
	let alliance: Alliance;
	let house: Alliance['house'];
	let member: Alliance['member'];

	beforeAll(async () => {
		alliance = await openAlliance(open);
		({ house, member } = alliance);
	});
	afterAll(() => alliance.database.close());

	const idOf = (who: string): string => member(who).memberId;
	const give = (who: string, id: string, input: object) =>
		house.liveSessions.command(member(who), id, v.parse(sessionCommandSchema, input));

	/** A session that runs, with all but the last of those asked in it. */
	async function running(): Promise<string> {
		const { id } = await house.liveSessions.plan(
			member('facilitator'),
			v.parse(planSessionSchema, {
				title: 'What changes when data is shared',
				inviteeIds: asked.map(idOf),
				agenda: [
					{ kind: 'breakouts', title: 'In small groups', minutes: 20 },
					{ kind: 'closing', title: 'Leaving', minutes: 5 }
				]
			})
		);
		for (const who of asked.slice(0, -1)) await house.liveSessions.enter(member(who), id);
		await give('facilitator', id, { type: 'start' });
		return id;
	}
	const opening = { type: 'open-rooms', rooms: ['North', 'South'], minutes: 10 };
	const last = (session: Awaited<ReturnType<typeof give>>) => {
		const breakout = session.room?.rooms.breakouts.at(-1);
		if (breakout === undefined) throw new Error('no rooms');
		return breakout;
	};

	test('everybody but the facilitators is in one room, and a latecomer goes where there are fewest', async () => {
		const id = await running();
		const opened = last(await give('facilitator', id, { ...opening, way: 'mixed' }));
		expect(opened.rooms.flatMap(({ personIds }) => personIds).sort()).toEqual(
			asked.slice(0, -1).map(idOf).sort()
		);
		const late = last(await house.liveSessions.enter(member('reader'), id));
		expect(late.rooms.map(({ personIds }) => personIds.length)).toEqual([2, 2]);
		await expectRefused([give('facilitator', id, opening)], 'conflict');
	});

	test('they close at their moment without anybody doing anything, and when the session goes on', async () => {
		const id = await running();
		await give('facilitator', id, opening);
		alliance.clock.advance(10 * minute);
		await expectRefused([give('leeds', id, { type: 'call-facilitator' })], 'conflict');
		const again = last(await give('facilitator', id, opening));
		alliance.clock.advance(minute);
		const closed = last(await give('facilitator', id, { type: 'next' }));
		expect(closed).toMatchObject({ id: again.id, closesAt: again.openedAt + minute });
	});

	test('a facilitator is called, and comes; rooms are told a minute before they close', async () => {
		const id = await running();
		await give('facilitator', id, opening);
		const called = last(await give('leeds', id, { type: 'call-facilitator' }));
		const calling = called.rooms.find(({ calledAt }) => calledAt !== null);
		expect(calling?.personIds).toContain(idOf('leeds'));
		const roomId = calling?.id;
		await expectRefused([give('leeds', id, { type: 'answer-call', roomId })], 'not-allowed');
		const answered = last(await give('facilitator', id, { type: 'answer-call', roomId }));
		expect(answered.rooms.map(({ calledAt }) => calledAt)).toEqual([null, null]);
		const closing = last(await give('facilitator', id, { type: 'close-rooms' }));
		expect(closing.closesAt).toBe(alliance.clock.now() + minute);
	});

	test('where people choose, they choose for themselves; where not, a facilitator moves them', async () => {
		const id = await running();
		const { rooms } = last(await give('facilitator', id, { ...opening, way: 'choice' }));
		const [north, south] = rooms.map((room) => room.id);
		await give('leeds', id, { type: 'choose-room', roomId: north });
		const chosen = last(await give('leeds', id, { type: 'choose-room', roomId: south }));
		expect(chosen.rooms.map(({ personIds }) => personIds)).toEqual([[], [idOf('leeds')]]);
		const move = { type: 'put-in-room', personId: idOf('hackney'), roomId: north };
		await expectRefused([give('leeds', id, move)], 'not-allowed');
		const moved = last(await give('facilitator', id, move));
		expect(moved.rooms[0]?.personIds).toEqual([idOf('hackney')]);
	});

	test('those who stay together are in one room', async () => {
		const id = await running();
		const together = [[idOf('leeds'), idOf('hackney')]];
		const { rooms } = last(await give('facilitator', id, { ...opening, together }));
		const room = rooms.find(({ personIds }) => personIds.includes(idOf('leeds')));
		expect(room?.personIds).toContain(idOf('hackney'));
	});
});

describe('the notes', () => {
	const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
	const doc = (text: string) => ({ type: 'doc', content: [paragraph(text)] });
	const room = (id: string, title: string) => ({ id, title, personIds: [], calledAt: null });
	const run = {
		items: [
			{ id: 'i1', title: 'In small groups' },
			{ id: 'i2', title: 'Leaving & going on' }
		] as never[],
		breakouts: [
			{
				id: 'b1',
				itemId: 'i1',
				task: '',
				openedAt: 0,
				closesAt: 1,
				mayChoose: false,
				rooms: [room('r1', 'North'), room('r2', 'South')]
			}
		]
	};

	test('come back as one text in the order of the session; what belongs to no part of it does not', () => {
		const updates = updatesOf([
			{
				[roomField('r2')]: doc('We want answers.'),
				[roomField('r9')]: doc('Of no room.'),
				[itemField('i2')]: doc('Thanks.'),
				[itemField('i1')]: doc('We went into rooms.'),
				[noteField]: doc('A good day.')
			}
		]);
		const parts = notesParts(run, { content: contentOf(updates) });
		expect(parts.map(({ title, text }) => [title, text])).toEqual([
			['The whole session', 'A good day.'],
			['In small groups', 'We went into rooms.'],
			['South', 'We want answers.'],
			['Leaving & going on', 'Thanks.']
		]);
		expect(joinedNotes(parts).html).toBe(
			'<p>A good day.</p><h3>In small groups</h3><p>We went into rooms.</p>' +
				'<h3>South</h3><p>We want answers.</p><h3>Leaving &amp; going on</h3><p>Thanks.</p>'
		);
	});
});
