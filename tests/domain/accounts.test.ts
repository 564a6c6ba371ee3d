// Who somebody is: signing in, the browsers and tokens they hold, guessing, and what ends when they leave.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAccounts, type Accounts } from '#server/domain/accounts/accounts.ts';
import { hashPassword, isPassword } from '#server/domain/accounts/passwords.ts';
import { anonymous, system, type Member } from '#server/kernel/actor.ts';
import { DomainError } from '#server/kernel/errors.ts';
import { hashSecret } from '#server/kernel/ids.ts';
import { createLog } from '#server/kernel/log.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, manualClock, wireDomains, type ManualClock } from '../support/domain.ts';

const minute = 60_000;
const hour = 60 * minute;
const password = 'a long enough password';
const firefox = 'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0';
const phone =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E148 Safari/604.1';

const from = (address = '192.0.2.1', userAgent = firefox) => ({ address, userAgent });
const failure = (code: string) => expect.objectContaining({ code });

const refusalOf = async (promise: Promise<unknown>): Promise<DomainError> => {
	const error = await promise.then(
		() => null,
		(thrown: unknown) => thrown
	);
	if (!(error instanceof DomainError)) throw new Error('it was not refused');
	return error;
};

// In an order in which nothing still points at what goes.
const tablesOfPeople = [
	'audit',
	'login_sessions',
	'api_tokens',
	'setup_links',
	'alliance_roles',
	'memberships',
	'members',
	'organisations'
] as const;

let passwordHash: string;

forEachDialect((_, open) => {
	let database: Opened;
	let clock: ManualClock;
	let house: ReturnType<typeof wireDomains>;
	let accounts: Accounts;
	let coordinator: Member;
	let leeds: Member;

	beforeAll(async () => {
		database = await open();
	});
	afterAll(() => database.close());

	beforeEach(async () => {
		for (const table of tablesOfPeople) await database.db.deleteFrom(table).execute();
		// Lucia reads the clock on the wall, so ours starts there and only ever runs ahead of it.
		clock = manualClock(new Date().toISOString());
		house = wireDomains(database.store, clock);
		accounts = createAccounts({ ...house, store: database.store, log: createLog('silent') });
		const { store } = database;
		coordinator = await addMember(store, {
			id: 'coordinator',
			organisationId: 'o-convenor',
			organisationKind: 'convenor',
			allianceRoles: ['coordinator']
		});
		leeds = await addMember(store, { id: 'leeds', organisationId: 'o-leeds' });
		passwordHash ??= await hashPassword(password);
		await store.accounts.setPassword('leeds', passwordHash);
	});

	const signIn = (agent = firefox) =>
		accounts.signIn({ email: 'leeds@demo.test', password }, from('192.0.2.1', agent));

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

	describe('what somebody holds', () => {
		test('[F3] a member who has ended is out at once, everywhere', async () => {
			const { sessionId, member } = await signIn();
			const { id, token } = await accounts.createToken(
				{ email: 'leeds@demo.test', password, name: 'script' },
				from()
			);
			await accounts.deactivate(coordinator, 'leeds');
			expect(await accounts.authenticate({ sessionId })).toBeNull();
			expect(await accounts.authenticate({ bearer: token })).toBeNull();
			expect(await accounts.reauthenticate(member)).toBeNull();
			expect(house.emitted).toContainEqual({
				type: 'signed-out',
				memberId: 'leeds',
				credentials: [member.loginSession, id]
			});
			expect(house.emitted).toContainEqual({
				type: 'access-changed',
				scope: { kind: 'member', memberId: 'leeds' }
			});
			await expect(signIn()).rejects.toEqual(failure('wrong-credentials'));
		});

		test('[F3] a changed seat counts from the next moment, and open sockets are told', async () => {
			const { member } = await signIn();
			await accounts.setSeat(coordinator, 'leeds', 'o-leeds', 'reader');
			expect((await accounts.reauthenticate(member))?.seats).toMatchObject([{ role: 'reader' }]);
			await accounts.removeSeat(coordinator, 'leeds', 'o-leeds');
			expect((await accounts.reauthenticate(member))?.seats).toEqual([]);
			expect(house.emitted.filter(({ type }) => type === 'access-changed')).toHaveLength(2);
		});

		test('[F8] a role counts because it is held, and not when it has been taken', async () => {
			const { member } = await signIn();
			await accounts.setAllianceRole(coordinator, 'leeds', 'coordinator', true);
			const raised = await accounts.reauthenticate(member);
			expect(raised && accounts.profile(raised).abilities['people.manage']).toBe(true);
			await accounts.setAllianceRole(coordinator, 'leeds', 'coordinator', false);
			const lowered = await accounts.reauthenticate(member);
			expect(lowered && accounts.profile(lowered).abilities['people.manage']).toBe(false);
		});

		test.each([
			['a member', () => leeds],
			['somebody not signed in', () => anonymous]
		])('nothing of it is changed by %s', async (_who, who) => {
			const code = who().kind === 'member' ? 'not-allowed' : 'not-signed-in';
			await expect(accounts.deactivate(who(), 'coordinator')).rejects.toEqual(failure(code));
			await expect(accounts.setSeat(who(), 'leeds', 'o-leeds', 'lead')).rejects.toEqual(
				failure(code)
			);
			await expect(accounts.removeSeat(who(), 'leeds', 'o-leeds')).rejects.toEqual(failure(code));
			await expect(accounts.setAllianceRole(who(), 'leeds', 'coordinator', true)).rejects.toEqual(
				failure(code)
			);
			expect(house.emitted).toEqual([]);
		});

		test('the Alliance keeps a coordinator', async () => {
			await expect(accounts.deactivate(system, 'coordinator')).rejects.toEqual(failure('conflict'));
			await expect(
				accounts.setAllianceRole(system, 'coordinator', 'coordinator', false)
			).rejects.toEqual(failure('conflict'));
			await accounts.setAllianceRole(system, 'leeds', 'coordinator', true);
			await accounts.deactivate(system, 'coordinator');
		});

		test('unknown people and organisations are not found', async () => {
			const missing = failure('not-found');
			await expect(accounts.deactivate(coordinator, 'nobody')).rejects.toEqual(missing);
			await expect(accounts.setSeat(coordinator, 'nobody', 'o-leeds', 'lead')).rejects.toEqual(
				missing
			);
			await expect(accounts.setSeat(coordinator, 'leeds', 'nowhere', 'lead')).rejects.toEqual(
				missing
			);
			await expect(accounts.removeSeat(coordinator, 'leeds', 'nowhere')).rejects.toEqual(missing);
		});
	});

	describe('an empty workspace', () => {
		const input = {
			organisationName: 'Synergi',
			name: 'Joy',
			email: 'joy@demo.test',
			password: 'a long enough password'
		};

		test('is set up once, with a link that works once', async () => {
			const token = await accounts.createSetupLink();
			await accounts.requireSetupLink(token);
			const memberId = await accounts.useSetupLink(token, input);
			const { member } = await accounts.signIn(input, from());
			expect(member).toMatchObject({
				memberId,
				allianceRoles: ['coordinator'],
				seats: [{ organisationName: 'Synergi', organisationKind: 'convenor', role: 'lead' }]
			});
			await expect(accounts.requireSetupLink(token)).rejects.toEqual(failure('not-found'));
			await expect(
				accounts.useSetupLink(token, { ...input, email: 'second@demo.test' })
			).rejects.toEqual(failure('not-found'));
		});

		test('two people who open the link at once do not both become coordinator', async () => {
			const token = await accounts.createSetupLink();
			const results = await Promise.allSettled([
				accounts.useSetupLink(token, input),
				accounts.useSetupLink(token, { ...input, email: 'second@demo.test' })
			]);
			expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		});

		test('a mistake in the form does not use the link up', async () => {
			const token = await accounts.createSetupLink();
			await expect(
				accounts.useSetupLink(token, { ...input, email: 'leeds@demo.test' })
			).rejects.toMatchObject({ code: 'conflict', details: { field: 'email' } });
			await accounts.requireSetupLink(token);
		});

		test('the link ends after 48 hours, when a new one is made, and when somebody is coordinator', async () => {
			const first = await accounts.createSetupLink();
			const second = await accounts.createSetupLink();
			await expect(accounts.requireSetupLink(first)).rejects.toEqual(failure('not-found'));
			clock.advance(48 * hour);
			await expect(accounts.requireSetupLink(second)).rejects.toEqual(failure('not-found'));
			const third = await accounts.createSetupLink();
			await accounts.createCoordinator(system, input);
			await expect(accounts.requireSetupLink(third)).rejects.toEqual(failure('not-found'));
		});
	});

	describe('[F17] the database itself', () => {
		test.each([
			['a seat with an unknown role', sql`update memberships set role = 'owner'`],
			['an unknown alliance role', sql`update alliance_roles set role = 'admin'`],
			['an unknown kind of organisation', sql`update organisations set kind = 'sponsor'`],
			['an address with capitals', sql`update members set email = 'Leeds@demo.test'`]
		])('refuses %s', async (_what, statement) => {
			await expect(statement.execute(database.db)).rejects.toThrow();
		});
	});
});
