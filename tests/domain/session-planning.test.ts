// The plan of a session once it stands, over a real database: changed, cancelled, rehearsed; who is invited hears of it
// by mail with the event for their calendar, and who is not to come any more is told so.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { planSessionSchema, sessionCommandSchema } from '#shared/live-session-input.ts';
import type { ChangeSession } from '#shared/live-session/plan-input.ts';
import type { Letter } from '#server/domain/mail/letter.ts';
import { startGroupSchema } from '#shared/group-input.ts';
import { expectRefused, openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';

forEachDialect((_, open) => {
	let alliance: Alliance;
	let house: Alliance['house'];
	let member: Alliance['member'];
	const idOf = (who: string) => member(who).memberId;

	beforeAll(async () => {
		alliance = await openAlliance(open);
		({ house, member } = alliance);
	});
	afterAll(() => alliance.database.close());
	beforeEach(async () => {
		alliance.clock.advance(60 * 60_000);
		await posted();
	});

	const startsAt = '2099-03-15T10:00:00.000Z';
	const plan = (more: Record<string, unknown> = {}) =>
		house.liveSessions.plan(
			member('facilitator'),
			v.parse(planSessionSchema, {
				title: 'What stands in the way',
				purpose: 'To find it out; together',
				startsAt,
				facilitatorIds: [idOf('leeds')],
				inviteeIds: [idOf('hackney')],
				agenda: [
					{ kind: 'welcome', title: 'Arriving', minutes: 10 },
					{ kind: 'discussion', title: 'Hearing from each organisation', minutes: 15 }
				],
				...more
			})
		);
	const change = (id: string, input: ChangeSession, who = 'facilitator') =>
		house.sessionPlanning.change(member(who), id, input);
	const command = (who: string, id: string, input: object) =>
		house.liveSessions.command(member(who), id, v.parse(sessionCommandSchema, input));

	/** What is sent once the time in which changes are gathered is over. */
	async function posted(): Promise<Letter[]> {
		alliance.clock.advance(61_000);
		const before = house.letters.length;
		await house.mail.sendDue();
		return house.letters.slice(before);
	}
	const to = (letters: readonly Letter[]) => letters.map((letter) => letter.to.address).sort();
	const valueOf = (letter: Letter | undefined, name: string): string | undefined =>
		letter?.calendar?.text
			.replaceAll('\r\n ', '')
			.split('\r\n')
			.find((line) => line.startsWith(`${name}:`))
			?.slice(name.length + 1);
	const noticesOf = async (who: string) =>
		(await house.inbox.list(member(who))).items.filter(({ kind }) => kind.startsWith('session'));

	describe('an invitation', () => {
		test('goes to everybody who is invited, with the event for their calendar', async () => {
			const { id } = await plan({ place: 'Town Hall, room 2' });
			const letters = await posted();
			expect(to(letters)).toEqual(['hackney@demo.test', 'leeds@demo.test']);
			const [letter] = letters;
			expect(letter?.subject).toContain('Invitation: What stands in the way, Sunday');
			expect(letter?.text).toContain('Town Hall, room 2');
			expect(letter?.text).toContain(`https://workspace.test/sessions/${id}`);
			expect(letter?.calendar?.method).toBe('REQUEST');
			expect(valueOf(letter, 'DTSTART')).toBe('20990315T100000Z');
			expect(valueOf(letter, 'LOCATION')).toBe('Town Hall\\, room 2');
			expect(await noticesOf('hackney')).toMatchObject([
				{ kind: 'session', title: 'What stands in the way', path: `/sessions/${id}` }
			]);
			expect(await noticesOf('facilitator')).toEqual([]);
		});

		test('is sent again when day, time or place change, with a higher number; other changes send nothing', async () => {
			const { id } = await plan();
			const [first] = await posted();
			await change(id, { title: 'What stands in our way', purpose: 'Another one' });
			expect(await posted()).toEqual([]);
			await change(id, { startsAt: '2099-07-15T09:00:00.000Z' });
			await change(id, { place: 'Online' });
			const letters = await posted();
			expect(to(letters)).toEqual(['hackney@demo.test', 'leeds@demo.test']);
			const [second] = letters;
			expect(second?.subject).toContain('Changed: What stands in our way');
			expect(valueOf(second, 'DTSTART')).toBe('20990715T090000Z');
			expect(valueOf(second, 'LOCATION')).toBe('Online');
			expect(valueOf(second, 'UID')).toBe(valueOf(first, 'UID'));
			expect(Number(valueOf(second, 'SEQUENCE'))).toBeGreaterThan(
				Number(valueOf(first, 'SEQUENCE'))
			);
			expect(await noticesOf('hackney')).toContainEqual(
				expect.objectContaining({ kind: 'session-changed', path: `/sessions/${id}` })
			);
		});

		test('of a session without a day has nothing for the calendar, until the day is settled', async () => {
			const { id } = await plan({ startsAt: null });
			const [first] = await posted();
			expect(first?.text).toContain('The day is not settled yet');
			expect(first?.calendar).toBeNull();
			await change(id, { startsAt });
			expect((await posted())[0]?.calendar?.method).toBe('REQUEST');
			await change(id, { startsAt: null });
			expect((await posted())[0]?.calendar?.method).toBe('CANCEL');
		});

		test('is taken back from who is uninvited, and never told to who had not heard of it', async () => {
			const { id } = await plan();
			await posted();
			await change(id, { invite: [idOf('reader')] });
			await change(id, { uninvite: [idOf('reader'), idOf('hackney')] });
			const letters = await posted();
			expect(to(letters)).toEqual(['hackney@demo.test']);
			expect(letters[0]?.calendar?.method).toBe('CANCEL');
			expect(letters[0]?.text).not.toContain(`/sessions/${id}`);
			expect((await noticesOf('hackney')).some(({ path }) => path.endsWith(id))).toBe(false);
			await expectRefused([house.liveSessions.byId(member('hackney'), id)], 'not-found');
			await change(id, { invite: [idOf('hackney')] });
			expect((await posted())[0]?.calendar?.method).toBe('REQUEST');
		});

		test('of a group’s session goes to everybody in the group', async () => {
			const group = await house.groups.start(
				member('facilitator'),
				v.parse(startGroupSchema, { name: 'Waiting times', purpose: 'To meet.', joining: 'open' })
			);
			await house.groups.join(member('supporter'), group.id);
			await posted();
			const now = async (who: string) => (await house.accounts.asMember(idOf(who))) ?? member(who);
			const { id } = await house.liveSessions.plan(
				await now('facilitator'),
				v.parse(planSessionSchema, { title: 'Of the group', startsAt, groupId: group.id })
			);
			expect(to(await posted())).toEqual(['supporter@demo.test']);
			const entered = await house.liveSessions.enter(await now('supporter'), id);
			expect(entered.mine.hasAgreed).toBe(true);
		});

		test('is a file for anybody’s own calendar', async () => {
			const { id } = await plan();
			const file = await house.sessionInvitations.file(member('hackney'), id);
			expect(file).toContain('METHOD:PUBLISH');
			expect(file).not.toContain('ATTENDEE');
			await expectRefused([house.sessionInvitations.file(member('supporter'), id)], 'not-found');
		});
	});

	describe('a guest with an address', () => {
		const invite = (id: string) =>
			house.sessionGuests.invite(member('facilitator'), id, {
				name: 'Bernice',
				organisation: null,
				email: 'bernice@demo.test',
				endsAt: '2099-12-31T12:00:00.000Z'
			});

		test('is sent their link at once, changes without it, and that it is taken back', async () => {
			const { id } = await plan();
			await posted();
			const guest = await invite(id);
			await house.mail.sendDue();
			const letter = house.letters.at(-1);
			expect(letter?.to.address).toBe('bernice@demo.test');
			expect(letter?.text).toContain(guest.link);
			expect(letter?.calendar?.text).not.toContain('session-door');

			await change(id, { place: 'Online' });
			const told = (await posted()).find(({ to: { address } }) => address === 'bernice@demo.test');
			expect(told?.subject).toContain('Changed');
			expect(told?.text).not.toContain('session-door');

			await house.sessionGuests.revoke(member('facilitator'), id, guest.id);
			expect((await posted()).map(({ calendar }) => calendar?.method)).toEqual(['CANCEL']);
		});

		test('keeps their link when the day changes in the same minute, and is told no more once it is taken back', async () => {
			const { id } = await plan();
			await posted();
			const guest = await invite(id);
			await change(id, { place: 'Online' });
			expect((await posted()).some(({ text }) => text.includes(guest.link))).toBe(true);

			const other = await plan();
			await posted();
			const gone = await invite(other.id);
			await house.sessionGuests.revoke(member('facilitator'), other.id, gone.id);
			expect(to(await posted())).not.toContain('bernice@demo.test');
		});
	});

	describe('the plan', () => {
		test('is changed by its facilitators, and by nobody else', async () => {
			const { id } = await plan();
			await change(id, { title: 'Another title', commitments: [3, 1], minutes: 90 }, 'leeds');
			await expectRefused(
				[
					change(id, { title: 'No' }, 'hackney'),
					house.sessionPlanning.plan(member('hackney'), id),
					house.sessionPlanning.cancel(member('hackney'), id, { reason: 'No' }),
					house.sessionRehearsing.begin(member('hackney'), id)
				],
				'not-allowed'
			);
			await expectRefused(
				[
					change(id, { title: 'No' }, 'supporter'),
					house.sessionPlanning.plan(member('supporter'), id),
					house.sessionPlanning.cancel(member('supporter'), id, { reason: 'No' }),
					house.sessionRehearsing.begin(member('supporter'), id)
				],
				'not-found'
			);
			expect(await house.liveSessions.byId(member('hackney'), id)).toMatchObject({
				title: 'Another title',
				commitments: [1, 3],
				minutes: 90,
				purpose: 'To find it out; together'
			});
			await change(id, { uninvite: [] });
			expect((await house.liveSessions.byId(member('hackney'), id)).commitments).toEqual([1, 3]);
		});

		test('names those who facilitate; whoever leads stays, and nobody who facilitates is uninvited', async () => {
			const { id } = await plan();
			await expectRefused([change(id, { uninvite: [idOf('leeds')] })], 'invalid');
			await change(id, { facilitatorIds: [idOf('coordinator')] });
			const { facilitators } = await house.liveSessions.byId(member('leeds'), id);
			expect(facilitators.map((each) => each.id).sort()).toEqual(
				[idOf('coordinator'), idOf('facilitator')].sort()
			);
			await house.liveSessions.enter(member('coordinator'), id);
			const taken = await command('coordinator', id, { type: 'take-over' });
			expect(taken.leadId).toBe(idOf('coordinator'));
			await expectRefused([change(id, { title: 'No' }, 'leeds')], 'not-allowed');
			await expectRefused([change(id, { invite: ['nobody'] })], 'invalid');
		});

		test('has an agreement that stands once somebody else has accepted it', async () => {
			const { id } = await plan();
			await change(
				id,
				{ agreement: { noted: 'Nothing.', readers: 'room', leaving: 'nothing' } },
				'leeds'
			);
			const { people } = await house.sessionPlanning.plan(member('facilitator'), id);
			expect(people.filter(({ hasAgreed }) => hasAgreed).map((each) => each.id)).toEqual([
				idOf('leeds')
			]);
			expect((await house.liveSessions.byId(member('hackney'), id)).agreement.noted).toBe(
				'Nothing.'
			);
			await house.liveSessions.enter(member('hackney'), id);
			await expectRefused(
				[change(id, { agreement: { noted: 'All.', readers: 'public', leaving: 'all' } })],
				'conflict'
			);
			expect((await house.sessionPlanning.plan(member('facilitator'), id)).mayChangeAgreement).toBe(
				false
			);
		});

		test('has an agenda that a facilitator changes before they have come in', async () => {
			const { id, agenda } = await plan();
			const itemId = agenda[1]?.id ?? '';
			await house.sessionPlanning.agenda(member('leeds'), id, {
				id: undefined,
				type: 'move-item',
				itemId,
				by: -1
			});
			const after = await house.liveSessions.byId(member('hackney'), id);
			expect(after.agenda.map(({ title }) => title)).toEqual([
				'Hearing from each organisation',
				'Arriving'
			]);
			await expectRefused(
				[
					house.sessionPlanning.agenda(member('hackney'), id, {
						id: undefined,
						type: 'remove-item',
						itemId
					})
				],
				'not-allowed'
			);
		});

		test('does not change any more once the session is over', async () => {
			const { id } = await plan();
			await command('facilitator', id, { type: 'start' });
			await change(id, { title: 'While it runs' });
			await command('facilitator', id, { type: 'end' });
			await expectRefused(
				[
					change(id, { title: 'No' }),
					house.sessionPlanning.cancel(member('facilitator'), id, { reason: 'No' })
				],
				'conflict'
			);
		});
	});

	test('a session that is cancelled says why, takes itself out of calendars, and nobody enters it', async () => {
		const { id } = await plan();
		await posted();
		await house.liveSessions.enter(member('hackney'), id);
		await house.sessionPlanning.cancel(member('facilitator'), id, { reason: 'Too few can come.' });
		const letters = await posted();
		expect(to(letters)).toEqual(['hackney@demo.test', 'leeds@demo.test']);
		expect(letters[0]).toMatchObject({
			subject: 'Cancelled: What stands in the way',
			calendar: { method: 'CANCEL' }
		});
		expect(letters[0]?.text).toContain('Too few can come.');
		expect(await house.liveSessions.byId(member('hackney'), id)).toMatchObject({
			state: 'cancelled',
			cancelledReason: 'Too few can come.',
			room: null
		});
		await expectRefused(
			[
				house.liveSessions.enter(member('leeds'), id),
				command('facilitator', id, { type: 'start' }),
				change(id, { title: 'No' })
			],
			'not-allowed'
		);
	});

	describe('a rehearsal', () => {
		/** How many rows each table has, but those that say who did what, and the names of texts. */
		const counts = async (): Promise<Record<string, number>> => {
			const { db } = alliance.database;
			const names = (await db.introspection.getTables())
				.map(({ name }) => name)
				.filter((name) => !['audit', 'documents'].includes(name) && !name.startsWith('search'));
			return Object.fromEntries(
				await Promise.all(
					names.map(async (name) => {
						const { rows } = await sql<{
							n: number;
						}>`select count(*) as n from ${sql.table(name)}`.execute(db);
						return [name, Number(rows[0]?.n)] as const;
					})
				)
			);
		};

		test('is its facilitators’ alone, and sends nothing', async () => {
			const { id } = await plan();
			await posted();
			const rehearsalId = await house.sessionRehearsing.begin(member('leeds'), id);
			expect(await house.sessionRehearsing.begin(member('facilitator'), id)).toBe(rehearsalId);
			await expectRefused([house.liveSessions.byId(member('hackney'), rehearsalId)], 'not-found');
			await change(rehearsalId, { place: 'Elsewhere' });
			expect(await posted()).toEqual([]);
			const listed = await house.liveSessions.list(member('facilitator'));
			expect(listed.some((each) => each.id === rehearsalId)).toBe(false);
			await house.sessionRehearsing.discard(member('facilitator'), rehearsalId);
			await expectRefused([house.liveSessions.byId(member('leeds'), rehearsalId)], 'not-found');
			await expectRefused([house.sessionRehearsing.discard(member('facilitator'), id)], 'conflict');
		});

		test('is gone with all that was made in it once it is ended, and the session stands as it was', async () => {
			const { id } = await plan();
			await posted();
			const before = await house.liveSessions.byId(member('facilitator'), id);
			const rowsBefore = await counts();
			const rehearsalId = await house.sessionRehearsing.begin(member('facilitator'), id);
			const started = await command('facilitator', rehearsalId, { type: 'start' });
			await house.liveSessions.enter(member('leeds'), rehearsalId);
			const itemId = started.agenda[0]?.id ?? '';
			await command('leeds', rehearsalId, {
				type: 'add-card',
				cardId: randomUUID(),
				itemId,
				words: 'A card.'
			});
			await command('facilitator', rehearsalId, {
				type: 'open-poll',
				kind: 'single',
				question: 'Which?',
				options: ['One', 'Other']
			});
			const over = await command('facilitator', rehearsalId, { type: 'end' });
			expect(over).toMatchObject({ state: 'closing', id: rehearsalId });
			await expectRefused(
				[house.liveSessions.byId(member('facilitator'), rehearsalId)],
				'not-found'
			);
			expect(await counts()).toEqual(rowsBefore);
			const after = await house.liveSessions.byId(member('facilitator'), id);
			expect({ ...after, at: before.at }).toEqual(before);
		});
	});
});
