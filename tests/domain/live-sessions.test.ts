// Facilitated sessions over a real database: planned, entered and run; a command sent twice is done once.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { planSessionSchema, sessionCommandSchema } from '#shared/live-session-input.ts';
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

	const plan = (more: Record<string, unknown> = {}) =>
		house.liveSessions.plan(
			member('facilitator'),
			v.parse(planSessionSchema, {
				title: 'What changes when data is shared',
				facilitatorIds: [member('leeds').memberId],
				inviteeIds: [member('hackney').memberId],
				agenda: [
					{ kind: 'welcome', title: 'Arriving', minutes: 10 },
					{ kind: 'discussion', title: 'Hearing from each organisation', minutes: 15 }
				],
				...more
			})
		);
	const command = (who: Parameters<Alliance['member']>[0], id: string, input: object) =>
		house.liveSessions.command(member(who), id, v.parse(sessionCommandSchema, input));

	test('a session without an agenda begins with that of its kind', async () => {
		const session = await plan({ agenda: [], kind: 'learning-set' });
		expect(session.agenda[0]).toMatchObject({ kind: 'welcome', state: 'ahead' });
		expect(session.minutes).toBe(70);
		expect(session.agreement).toMatchObject({ readers: 'room', leaving: 'chosen' });
	});

	test('[F5] it is known to those who are invited, and to nobody else', async () => {
		const { id } = await plan();
		for (const [name, actor] of Object.entries(alliance.everyone)) {
			const isInvited = ['facilitator', 'leeds', 'hackney'].includes(name);
			const listed = await house.liveSessions.list(actor).catch(() => []);
			expect(
				listed.some((each) => each.id === id),
				name
			).toBe(isInvited);
			if (!isInvited)
				await expectRefused(
					[house.liveSessions.byId(actor, id), house.liveSessions.enter(actor, id)],
					'not-found'
				);
		}
	});

	test('it is entered, run and ended, and a hand says why it stands where it stands', async () => {
		const { id } = await plan();
		await house.liveSessions.enter(member('hackney'), id);
		await house.liveSessions.enter(member('leeds'), id);
		const begun = await command('facilitator', id, { type: 'start' });
		expect(begun).toMatchObject({ state: 'running', room: { course: { gatherings: 0 } } });
		await command('hackney', id, { type: 'raise-hand' });
		const hackney = member('hackney').memberId;
		await command('leeds', id, { type: 'call', personId: hackney });
		await command('leeds', id, { type: 'thank' });
		await command('hackney', id, { type: 'raise-hand' });
		const waiting = await command('leeds', id, { type: 'raise-hand' });
		expect(waiting.room?.queue.waiting.map(({ why }) => why)).toEqual([
			'Has not spoken yet',
			'In the order of asking'
		]);
		const over = await command('facilitator', id, { type: 'end' });
		expect(over).toMatchObject({
			state: 'closing',
			room: { course: { clock: null }, queue: { waiting: [] } }
		});
		await expectRefused(
			[house.liveSessions.command(member('facilitator'), id, { type: 'start', id: undefined })],
			'conflict'
		);
	});

	test('who has not accepted the agreement sees the plan, and nothing of the room', async () => {
		const { id } = await plan();
		const before = await house.liveSessions.byId(member('hackney'), id);
		expect(before).toMatchObject({ room: null, mine: { hasAgreed: false } });
		expect(before.agenda).toHaveLength(2);
		await expectRefused([command('hackney', id, { type: 'raise-hand' })], 'not-allowed');
		const after = await house.liveSessions.enter(member('hackney'), id);
		expect(after).toMatchObject({ mine: { hasAgreed: true }, room: { queue: { shared: null } } });
	});

	test('the same command sent again is done once; another one for the same step is refused', async () => {
		const { id } = await plan();
		const start = { id: randomUUID(), type: 'start' };
		await command('facilitator', id, start);
		const again = await command('facilitator', id, start);
		expect(again.version).toBe(2);
		await expectRefused([command('facilitator', id, { type: 'start' })], 'conflict');
	});

	describe('who may do what', () => {
		test('the pace is its leader’s, until another facilitator takes over with one step', async () => {
			const { id } = await plan();
			await expectRefused([command('leeds', id, { type: 'take-over' })], 'not-allowed');
			await house.liveSessions.enter(member('leeds'), id);
			await house.liveSessions.enter(member('hackney'), id);
			await expectRefused([command('leeds', id, { type: 'start' })], 'not-allowed');
			await expectRefused(
				[
					command('hackney', id, { type: 'start' }),
					command('hackney', id, { type: 'take-over' }),
					command('hackney', id, { type: 'add-voice', name: 'Dele' })
				],
				'not-allowed'
			);
			await command('leeds', id, { type: 'take-over' });
			expect((await command('leeds', id, { type: 'start' })).state).toBe('running');
		});

		test('nobody raises or lowers another’s hand but a facilitator', async () => {
			const { id } = await plan();
			await house.liveSessions.enter(member('hackney'), id);
			const withVoice = await command('facilitator', id, { type: 'add-voice', name: 'Dele' });
			expect(withVoice.state).toBe('planned');
			const begun = await command('facilitator', id, { type: 'start' });
			const dele = begun.room?.people.find(({ name }) => name === 'Dele')?.id ?? '';
			await expectRefused(
				[command('hackney', id, { type: 'raise-hand', personId: dele })],
				'not-allowed'
			);
			const raised = await command('facilitator', id, { type: 'raise-hand', personId: dele });
			expect(raised.room?.queue.waiting).toMatchObject([{ personId: dele }]);
		});
	});

	test('fifty commands at once are each done once', async () => {
		const { id } = await plan();
		await command('facilitator', id, { type: 'start' });
		await Promise.all(
			Array.from({ length: 25 }, (_each, index) =>
				command('facilitator', id, { id: randomUUID(), type: 'add-voice', name: `Voice ${index}` })
			)
		);
		const { room, version } = await house.liveSessions.byId(member('facilitator'), id);
		expect(room?.people).toHaveLength(26);
		expect(version).toBe(27);
		const raised = room?.people.map(({ id: personId }) =>
			command('facilitator', id, { type: 'raise-hand', personId })
		);
		await Promise.all(raised ?? []);
		const after = await house.liveSessions.byId(member('facilitator'), id);
		expect(after.room?.queue.waiting).toHaveLength(26);
	});
});
