// Who somebody is: signing in and out, the browsers and tokens they hold, and guessing.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword, isPassword } from '#server/domain/accounts/passwords.ts';
import type { Member } from '#server/kernel/actor.ts';
import { DomainError } from '#server/kernel/errors.ts';
import { hashSecret } from '#server/kernel/ids.ts';
import {
	firefox,
	from,
	password,
	passwordHash,
	phone,
	somePeople,
	type People
} from '../support/accounts.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';

const minute = 60_000;
const hour = 60 * minute;

const failure = (code: string): unknown => expect.objectContaining({ code });

const refusalOf = async (promise: Promise<unknown>): Promise<DomainError> => {
	const error = await promise.then(
		() => null,
		(thrown: unknown) => thrown
	);
	if (!(error instanceof DomainError)) throw new Error('it was not refused');
	return error;
};

forEachDialect((_, open) => {
	let database: Opened;
	let { accounts, clock, house, coordinator, leeds, signIn } = {} as People;

	beforeAll(async () => {
		database = await open();
	});
	beforeEach(async () => {
		({ accounts, clock, house, coordinator, leeds, signIn } = await somePeople(database));
	});
	afterAll(() => database.close());

	/** The member as a request with this session would bring them. */
	const returning = async (sessionId: string): Promise<Member> => {
		const member = await accounts.authenticate({ sessionId });
		if (member === null) throw new Error('not signed in');
		return member;
	};

	describe('signing in', () => {
		test('gives a session that knows the member with their seats', async () => {
			const { member, sessionId } = await signIn();
			expect(member).toMatchObject({ memberId: 'leeds', loginSession: hashSecret(sessionId) });
			expect(await accounts.authenticate({ sessionId })).toEqual(member);
			expect(member.seats).toEqual(leeds.seats);
		});

		test('a stolen database opens no session: only the hash of its id is kept', async () => {
			const { sessionId } = await signIn();
			const rows = await database.db.selectFrom('login_sessions').selectAll().execute();
			expect(rows).toHaveLength(1);
			expect(JSON.stringify(rows)).not.toContain(sessionId);
			const [row] = rows;
			expect(await accounts.authenticate({ sessionId: row?.id_hash })).toBeNull();
		});

		test('a wrong password, an unknown account, one without password and one that has ended get the same answer', async () => {
			await database.store.accounts.deactivateMember('leeds', clock.iso());
			const answers = await Promise.all([
				refusalOf(accounts.signIn({ email: 'leeds@demo.test', password }, from())),
				refusalOf(accounts.signIn({ email: 'coordinator@demo.test', password }, from())),
				refusalOf(accounts.signIn({ email: 'nobody@demo.test', password }, from()))
			]);
			await database.db.updateTable('members').set({ deactivated_at: null }).execute();
			answers.push(
				await refusalOf(accounts.signIn({ email: 'leeds@demo.test', password: 'wrong' }, from()))
			);
			for (const answer of answers) {
				expect(answer.code).toBe('wrong-credentials');
				expect(answer.details).toEqual(answers[0]?.details);
			}
		});

		test('lasts twelve hours after the last use, not after signing in', async () => {
			const { sessionId } = await signIn();
			clock.advance(11 * hour);
			expect(await accounts.authenticate({ sessionId })).not.toBeNull();
			clock.advance(11 * hour);
			expect(await accounts.authenticate({ sessionId })).not.toBeNull();
			clock.advance(12 * hour);
			expect(await accounts.authenticate({ sessionId })).toBeNull();
		});

		test('a tab that asks by itself proves who asks, and keeps no session alive', async () => {
			const { sessionId, member } = await signIn();
			const askByItself = () => accounts.authenticate({ sessionId, isByItself: true });
			for (let hours = 1; hours < 12; hours++) {
				clock.advance(hour);
				expect(await askByItself()).toEqual(member);
			}
			clock.advance(hour);
			expect(await askByItself()).toBeNull();
			expect(await accounts.authenticate({ sessionId: 'made-up', isByItself: true })).toBeNull();
		});

		test('notes the last use at most once a minute', async () => {
			const { sessionId, member } = await signIn();
			const lastSeen = async () => (await accounts.loginSessions(member))[0]?.lastSeenAt;
			const atFirst = await lastSeen();
			clock.advance(59_000);
			await accounts.authenticate({ sessionId });
			expect(await lastSeen()).toBe(atFirst);
			clock.advance(1_000);
			await accounts.authenticate({ sessionId });
			expect(await lastSeen()).toBe(clock.iso());
		});

		test('leaves a row in the audit trail', async () => {
			await signIn();
			const [row] = await database.store.audit.list(1);
			expect(row).toMatchObject({ action: 'signed-in', member_id: 'leeds' });
		});

		test('[F18] nothing but a session of ours signs anybody in', async () => {
			const { member } = await signIn();
			const { token } = await accounts.createToken(
				{ email: 'leeds@demo.test', password, name: 'script' },
				from()
			);
			for (const sessionId of ['', 'leeds', 'undefined', token, member.loginSession]) {
				expect(await accounts.authenticate({ sessionId })).toBeNull();
			}
			expect(await accounts.authenticate({})).toBeNull();
			expect(await accounts.authenticate({ bearer: hashSecret(token) })).toBeNull();
		});
	});

	describe('signing out', () => {
		test('[F3] ends the session and tells its sockets', async () => {
			const { sessionId, member } = await signIn();
			await accounts.signOut(member);
			expect(await accounts.authenticate({ sessionId })).toBeNull();
			expect(await accounts.reauthenticate(member)).toBeNull();
			expect(house.emitted).toContainEqual({
				type: 'signed-out',
				memberId: 'leeds',
				credentials: [member.loginSession]
			});
		});
	});

	describe('signed in here', () => {
		test('lists each browser in words and says which is this one', async () => {
			const first = await signIn(firefox);
			clock.advance(minute);
			const second = await signIn(phone);
			const list = await accounts.loginSessions(await returning(second.sessionId));
			expect(list.map(({ browser, isThisOne }) => [browser, isThisOne])).toEqual([
				['Safari on an iPhone', true],
				['Firefox on Windows', false]
			]);
			expect(list[1]).toMatchObject({ id: first.member.loginSession });
		});

		test('[F3] one browser is signed out from another', async () => {
			const first = await signIn();
			const second = await signIn(phone);
			const id = first.member.loginSession ?? '';
			await accounts.endLoginSession(second.member, id);
			expect(await accounts.authenticate({ sessionId: first.sessionId })).toBeNull();
			expect(await accounts.authenticate({ sessionId: second.sessionId })).not.toBeNull();
			expect(house.emitted.at(-1)).toEqual({
				type: 'signed-out',
				memberId: 'leeds',
				credentials: [id]
			});
		});

		test('[F4] nobody signs out somebody else’s browser', async () => {
			const { member } = await signIn();
			await expect(
				accounts.endLoginSession(coordinator, member.loginSession ?? '')
			).rejects.toEqual(failure('not-found'));
			expect(await accounts.reauthenticate(member)).not.toBeNull();
		});

		test('everywhere else is signed out at once', async () => {
			const here = await signIn();
			const elsewhere = [await signIn(phone), await signIn(phone)];
			expect(await accounts.endOtherLoginSessions(here.member)).toBe(2);
			expect(await accounts.reauthenticate(here.member)).not.toBeNull();
			for (const { sessionId } of elsewhere) {
				expect(await accounts.authenticate({ sessionId })).toBeNull();
			}
		});

		test('a session that has run out is not listed, and is removed with the next sign-in', async () => {
			await signIn();
			clock.advance(12 * hour + minute);
			const { member } = await signIn(phone);
			expect(await accounts.loginSessions(member)).toHaveLength(1);
			expect(await database.db.selectFrom('login_sessions').selectAll().execute()).toHaveLength(1);
		});
	});

	describe('tokens', () => {
		const create = (name = 'Board pack export') =>
			accounts.createToken({ email: 'leeds@demo.test', password, name }, from());

		test('a token stands for the member, and only its hash is kept', async () => {
			const { id, token } = await create();
			const member = await accounts.authenticate({ bearer: token });
			expect(member).toMatchObject({ memberId: 'leeds', token: id });
			const rows = await database.db.selectFrom('api_tokens').selectAll().execute();
			expect(JSON.stringify(rows)).not.toContain(token);
		});

		test('the list names them and says when they were used, never what they are', async () => {
			const { token } = await create();
			expect(await accounts.tokens(leeds)).toMatchObject([
				{ name: 'Board pack export', lastUsedAt: null }
			]);
			clock.advance(minute);
			await accounts.authenticate({ bearer: token });
			const [listed] = await accounts.tokens(leeds);
			expect(listed?.lastUsedAt).toBe(clock.iso());
			expect(JSON.stringify(listed)).not.toContain(token);
		});

		test('[F3] an ended token opens nothing, and its sockets are told', async () => {
			const { id, token } = await create();
			const member = await accounts.authenticate({ bearer: token });
			await accounts.revokeToken(leeds, id);
			expect(await accounts.authenticate({ bearer: token })).toBeNull();
			expect(member && (await accounts.reauthenticate(member))).toBeNull();
			expect(house.emitted.at(-1)).toEqual({
				type: 'signed-out',
				memberId: 'leeds',
				credentials: [id]
			});
		});

		test('[F4] nobody ends somebody else’s token', async () => {
			const { id, token } = await create();
			await expect(accounts.revokeToken(coordinator, id)).rejects.toEqual(failure('not-found'));
			expect(await accounts.authenticate({ bearer: token })).not.toBeNull();
		});

		test('a signed-in member is asked for the password again', async () => {
			await expect(
				accounts.createOwnToken(leeds, { name: 'x', password: 'wrong' })
			).rejects.toMatchObject({ code: 'invalid', details: { field: 'password' } });
			const { token } = await accounts.createOwnToken(leeds, { name: 'x', password });
			expect(await accounts.authenticate({ bearer: token })).not.toBeNull();
		});

		test('fifty are enough', async () => {
			for (let count = 0; count < 50; count += 1) {
				await database.store.accounts.addToken({
					id: `token-${count}`,
					member_id: 'leeds',
					name: 'old',
					token_hash: String(count),
					created_at: clock.iso(),
					last_used_at: null
				});
			}
			await expect(create()).rejects.toEqual(failure('conflict'));
		});
	});

	describe('guessing', () => {
		const guess = (email: string, address = '192.0.2.9') =>
			refusalOf(accounts.signIn({ email, password: 'a guess' }, from(address)));

		test('[F13] ten wrong passwords close an account to more tries for five minutes', async () => {
			for (let count = 0; count < 10; count += 1) {
				// Another address each time: the account is what is guarded here.
				expect((await guess('leeds@demo.test', `192.0.2.${count}`)).code).toBe('wrong-credentials');
			}
			const refusal = await refusalOf(signIn());
			expect(refusal.code).toBe('too-often');
			expect(refusal.details.retryAfter).toBe(300);
			clock.advance(4 * minute);
			expect((await refusalOf(signIn())).details.retryAfter).toBe(60);
			clock.advance(minute);
			expect((await signIn()).member.memberId).toBe('leeds');
		});

		test('[F13] a hundred guesses at once count as a hundred', async () => {
			const answers = await Promise.all(
				Array.from({ length: 30 }, (_each, count) => guess('leeds@demo.test', `192.0.2.${count}`))
			);
			const codes = answers.map(({ code }) => code);
			expect(codes.filter((code) => code === 'wrong-credentials')).toHaveLength(10);
			expect(codes.filter((code) => code === 'too-often')).toHaveLength(20);
		});

		test('[F13] an unknown account is closed in the same way', async () => {
			for (let count = 0; count < 10; count += 1) await guess('nobody@demo.test');
			expect((await guess('nobody@demo.test')).code).toBe('too-often');
		});

		test('[F13] one address cannot try account after account', async () => {
			for (let count = 0; count < 100; count += 1) {
				expect((await guess(`member-${count}@demo.test`)).code).toBe('wrong-credentials');
			}
			expect((await guess('leeds@demo.test')).code).toBe('too-often');
			expect((await signIn()).member.memberId).toBe('leeds');
		});

		test('signing in rightly, however often, closes nothing', async () => {
			const results = await Promise.all(Array.from({ length: 15 }, () => signIn()));
			expect(results).toHaveLength(15);
		});
	});

	describe('a password', () => {
		test('is kept as argon2id with the stated cost', async () => {
			expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
			expect(await isPassword(password, passwordHash)).toBe(true);
		});

		test('is the same password typed on another keyboard', async () => {
			const composed = await hashPassword('caf\u00e9 caf\u00e9 caf\u00e9');
			expect(await isPassword('cafe\u0301 cafe\u0301 cafe\u0301', composed)).toBe(true);
		});

		test('[F3] changed, it signs out every other browser', async () => {
			const here = await signIn();
			const elsewhere = await signIn(phone);
			await accounts.changePassword(here.member, { current: password, next: 'another long one' });
			expect(await accounts.reauthenticate(here.member)).not.toBeNull();
			expect(await accounts.reauthenticate(elsewhere.member)).toBeNull();
			expect(house.emitted.at(-1)).toEqual({
				type: 'signed-out',
				memberId: 'leeds',
				credentials: [elsewhere.member.loginSession]
			});
			await expect(signIn()).rejects.toEqual(failure('wrong-credentials'));
		});

		test('is not changed by somebody who does not know the present one', async () => {
			const { member } = await signIn();
			await expect(
				accounts.changePassword(member, { current: 'a guess', next: 'another long one' })
			).rejects.toMatchObject({ code: 'invalid', details: { field: 'current' } });
			expect((await signIn()).member.memberId).toBe('leeds');
		});
	});
});
