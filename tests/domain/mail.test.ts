// The mail queue: what is queued is sent once, tried again when it fails, given up after a day, and never doubled
// without saying so.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Letter, MailWords } from '#server/domain/mail/letter.ts';
import { createMail, type Outcome } from '#server/domain/mail/mail.ts';
import { anonymous, type Member } from '#server/kernel/actor.ts';
import { createLog } from '#server/kernel/log.ts';
import { mailSwitches } from '#shared/mail-choices.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, manualClock, wireDomains, type ManualClock } from '../support/domain.ts';

const minute = 60_000;
const maybeTwice = 'You may have this mail already';

const request = {
	memberId: 'lead',
	kind: 'sign-request',
	key: 'sign-request:report:1',
	subject: 'Please sign: Leeds, Progress Report No. 3',
	text: 'Leeds drafter asks you to read and sign by 17 December.',
	path: '/sign/secret-of-the-link'
} as const;
const notice = {
	...request,
	kind: 'round-dates',
	key: 'round-dates:round:1',
	subject: 'Progress Report No. 3: dates have moved'
} as const;

forEachDialect((_, open) => {
	let database: Opened;
	let clock: ManualClock;
	let house: ReturnType<typeof wireDomains>;
	let lead: Member;
	let letters: Letter[];
	/** What the mail server does with the next mail; a promise that never ends is a process that is killed. */
	let answer: (letter: Letter) => Promise<Outcome>;
	/** The words of mails that are fetched when they are sent. */
	let fetched: MailWords | null;

	const start = () =>
		createMail({
			store: database.store,
			transact: house.transact,
			audit: house.audit,
			clock,
			log: createLog('silent'),
			origin: 'https://workspace.test',
			fetchWords: () => Promise.resolve(fetched),
			post: (letter) => {
				letters.push(letter);
				return answer(letter);
			}
		});

	beforeAll(async () => {
		database = await open();
		lead = await addMember(database.store, { id: 'lead', organisationId: 'o-leeds', role: 'lead' });
	});
	afterAll(() => database.close());
	beforeEach(async () => {
		await database.db.deleteFrom('mails').execute();
		clock = manualClock();
		house = wireDomains(database.store, clock);
		letters = [];
		fetched = null;
		answer = () => Promise.resolve({ kind: 'sent' });
	});

	describe('a mail in the queue', () => {
		test('is sent once, however often the queue is worked through', async () => {
			const mail = start();
			await mail.queue(database.store, request);
			expect(await mail.figures()).toEqual({ waiting: 1, failed: 0 });
			await mail.sendDue();
			clock.advance(24 * 60 * minute);
			await mail.sendDue();
			expect(letters.map(({ to }) => to)).toEqual([{ name: 'lead', address: 'lead@demo.test' }]);
			expect(await mail.figures()).toEqual({ waiting: 0, failed: 0 });
		});

		test('is sent once also when two work through the queue at the same time', async () => {
			for (const number of [1, 2, 3, 4, 5]) {
				await start().queue(database.store, { ...request, key: `sign-request:report:${number}` });
			}
			await Promise.all([start().sendDue(), start().sendDue()]);
			expect(new Set(letters.map(({ id }) => id)).size).toBe(5);
			expect(letters).toHaveLength(5);
		});

		test('is not joined by a second one about the same thing', async () => {
			const mail = start();
			await mail.queue(database.store, request);
			await mail.queue(database.store, { ...request, text: 'again' });
			await mail.sendDue();
			await mail.queue(database.store, { ...request, text: 'and again' });
			await mail.sendDue();
			expect(letters).toHaveLength(1);
		});

		test('goes back with the transaction that gave the reason for it', async () => {
			const mail = start();
			const rolledBack = database.store.transaction(async (inside) => {
				await mail.queue(inside, request);
				throw new Error('something else failed');
			});
			await expect(rolledBack).rejects.toThrow('something else failed');
			await mail.sendDue();
			expect(letters).toEqual([]);
		});

		test('says who wants what, leads there, says why it came, and that replies are not read', async () => {
			const mail = start();
			await mail.queue(database.store, request);
			await mail.sendDue();
			expect(letters[0]?.text).toBe(
				[
					'Leeds drafter asks you to read and sign by 17 December.',
					'https://workspace.test/sign/secret-of-the-link',
					'-- \nYou get this because you sign for your organisation. Replies are not read.\n'
				].join('\n\n')
			);
			expect(letters[0]?.unsubscribe).toBeNull();
		});

		test('leaves neither its words nor its link behind once it is sent', async () => {
			const mail = start();
			await mail.queue(database.store, request);
			await mail.sendDue();
			const rows = await database.db.selectFrom('mails').selectAll().execute();
			expect(JSON.stringify(rows)).not.toContain('secret-of-the-link');
			expect(JSON.stringify(rows)).not.toContain('asks you to read');
			expect(rows[0]?.state).toBe('sent');
		});

		test('cannot be given a second line in its subject or its name', async () => {
			await addMember(database.store, {
				id: 'sly',
				organisationId: 'o-leeds',
				name: 'Sly\r\nBcc: all@demo.test'
			});
			const mail = start();
			const subject = 'Please sign\r\nBcc: everybody@demo.test\u2028\u0007end';
			await mail.queue(database.store, { ...request, memberId: 'sly', subject });
			await mail.sendDue();
			expect(letters[0]?.subject).toBe('Please sign Bcc: everybody@demo.test end');
			expect(letters[0]?.to.name).toBe('Sly Bcc: all@demo.test');
		});
	});

	describe('a mail whose words are fetched when it is sent', () => {
		const words: MailWords = {
			subject: 'You are named: Carers',
			text: 'Leeds drafter has named you in a post.',
			path: '/threads/1',
			reason: 'mention'
		};
		const queue = (notBefore = clock.iso()) =>
			start().queueFetched(database.store, {
				memberIds: ['lead'],
				kind: 'notice',
				key: 'notice:1',
				notBefore
			});

		test('waits for its moment, and says what is true then', async () => {
			await queue(new Date(clock.now() + minute).toISOString());
			fetched = words;
			await start().sendDue();
			expect(letters).toEqual([]);
			clock.advance(minute);
			await start().sendDue();
			expect(letters.map(({ subject }) => subject)).toEqual([words.subject]);
		});

		test('is not sent when there is nothing to say any more', async () => {
			await queue();
			await start().sendDue();
			expect(letters).toEqual([]);
			expect(await start().figures()).toEqual({ waiting: 0, failed: 0 });
		});

		test('that failed says at the next attempt what is true by then, or nothing', async () => {
			fetched = words;
			answer = () => Promise.resolve({ kind: 'not-sent', reason: 'no connection' });
			await queue();
			await start().sendDue();
			fetched = null;
			clock.advance(2 * minute);
			await start().sendDue();
			expect(letters).toHaveLength(1);
			expect(await start().figures()).toEqual({ waiting: 0, failed: 0 });
		});
	});

	test('somebody without an account is sent an invitation, once, and nothing to turn it off', async () => {
		const invitation = {
			to: { name: 'A carer', address: 'carer@elsewhere.test' },
			kind: 'invitation',
			key: 'invitation:1',
			subject: 'You are invited',
			text: 'Come.',
			path: '/invitations/secret'
		} as const;
		await start().queueTo(database.store, invitation);
		await start().queueTo(database.store, invitation);
		await start().sendDue();
		expect(letters.map(({ to, unsubscribe }) => ({ to, unsubscribe }))).toEqual([
			{ to: invitation.to, unsubscribe: null }
		]);
	});

	test('no more than three mails are on their way at once', async () => {
		const mail = start();
		for (let number = 0; number < 40; number += 1) {
			await mail.queue(database.store, { ...request, key: `sign-request:report:${number}` });
		}
		let underWay = 0;
		let most = 0;
		answer = async () => {
			underWay += 1;
			most = Math.max(most, underWay);
			await new Promise(setImmediate);
			underWay -= 1;
			return { kind: 'sent' };
		};
		expect(await mail.sendDue()).toEqual({ sent: 40, failed: 0 });
		expect(most).toBe(3);
	});

	describe('a mail that could not be sent', () => {
		beforeEach(() => {
			answer = () => Promise.resolve({ kind: 'not-sent', reason: 'no connection' });
		});

		test('is tried again with growing waits, without another word in it', async () => {
			const mail = start();
			await mail.queue(database.store, request);
			const attemptsAt: number[] = [];
			for (let minutes = 0; minutes <= 30; minutes += 1) {
				const before = letters.length;
				await mail.sendDue();
				if (letters.length > before) attemptsAt.push(minutes);
				clock.advance(minute);
			}
			expect(attemptsAt).toEqual([0, 2, 6, 14, 30]);
			expect(new Set(letters.map(({ id }) => id)).size).toBe(1);
			expect(letters.at(-1)?.text).not.toContain(maybeTwice);
		});

		test('is given up after a day, and counted', async () => {
			const mail = start();
			await mail.queue(database.store, request);
			for (let hours = 0; hours <= 30; hours += 1) {
				await mail.sendDue();
				clock.advance(60 * minute);
			}
			expect(await mail.figures()).toEqual({ waiting: 0, failed: 1 });
			const [row] = await database.db.selectFrom('mails').selectAll().execute();
			expect(row).toMatchObject({ state: 'failed', reason: 'no connection', path: '' });
			const attempts = letters.length;
			clock.advance(24 * 60 * minute);
			await mail.sendDue();
			expect(letters).toHaveLength(attempts);
		});

		test('is given up at once when there is no such mailbox', async () => {
			answer = () => Promise.resolve({ kind: 'refused', reason: '550 no such user' });
			const mail = start();
			await mail.queue(database.store, request);
			expect(await mail.sendDue()).toEqual({ sent: 0, failed: 1 });
			expect(await mail.figures()).toEqual({ waiting: 0, failed: 1 });
		});
	});

	describe('a mail of which nobody knows whether it arrived', () => {
		test('is sent again as the same message, and says that it may be the second copy', async () => {
			const mail = start();
			await mail.queue(database.store, request);
			answer = () => Promise.resolve({ kind: 'unknown', reason: 'the connection broke' });
			await mail.sendDue();
			clock.advance(2 * minute);
			answer = () => Promise.resolve({ kind: 'not-sent', reason: 'no connection' });
			await mail.sendDue();
			clock.advance(4 * minute);
			answer = () => Promise.resolve({ kind: 'sent' });
			await mail.sendDue();
			expect(letters.map(({ text }) => text.includes(maybeTwice))).toEqual([false, true, true]);
			expect(new Set(letters.map(({ id }) => id)).size).toBe(1);
		});

		test('because the process was killed between sending and noting it, likewise', async () => {
			const killed = start();
			await killed.queue(database.store, request);
			const reached = new Promise<void>((resolve) => {
				answer = () => {
					resolve();
					return new Promise(() => undefined);
				};
			});
			void killed.sendDue();
			await reached;

			const restarted = start();
			answer = () => Promise.resolve({ kind: 'sent' });
			await restarted.sendDue();
			expect(letters, 'nobody may be sending it still').toHaveLength(1);
			clock.advance(2 * minute);
			await restarted.sendDue();
			expect(letters).toHaveLength(2);
			expect(letters[1]?.text).toContain(maybeTwice);
			expect(letters[1]?.id).toBe(letters[0]?.id);
		});
	});

	describe('who gets none', () => {
		test('is who has left, also after the mail was queued', async () => {
			await addMember(database.store, { id: 'leaver', organisationId: 'o-leeds' });
			const mail = start();
			await mail.queue(database.store, { ...request, memberId: 'leaver' });
			await database.store.accounts.deactivateMember('leaver', clock.iso());
			await mail.sendDue();
			expect(letters).toEqual([]);
			expect(await mail.figures()).toEqual({ waiting: 0, failed: 0 });
		});

		test('is who does not want such notices; what asks them to act comes all the same', async () => {
			const mail = start();
			expect((await mail.choices(lead)).notices).toEqual([...mailSwitches]);
			await mail.choose(lead, { notices: ['publication'] });
			expect(await mail.choices(lead)).toEqual({
				notices: ['publication'],
				digest: 'weekdays',
				hour: 8
			});
			await mail.queue(database.store, notice);
			await mail.queue(database.store, request);
			await mail.sendDue();
			expect(letters.map(({ subject }) => subject)).toEqual([request.subject]);
			await mail.choose(lead, { notices: ['round-dates', 'publication'] });
			await mail.queue(database.store, { ...notice, key: 'round-dates:round:2' });
			await mail.sendDue();
			const address = letters.at(-1)?.unsubscribe ?? '';
			expect(address).toMatch(/^https:\/\/workspace\.test\/unsubscribe\/.+\.round-dates$/);
			expect(letters.at(-1)?.text).toContain(address);
		});

		test('is chosen by nobody who is not signed in', async () => {
			await expect(start().choices(anonymous)).rejects.toMatchObject({ code: 'not-signed-in' });
			await expect(start().choose(anonymous, { notices: [] })).rejects.toMatchObject({
				code: 'not-signed-in'
			});
		});
	});
});
