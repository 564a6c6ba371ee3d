// What somebody holds in the Alliance, what ends when they leave, and how an empty workspace gets its coordinator.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, system } from '#server/kernel/actor.ts';
import { from, password, somePeople, type People } from '../support/accounts.ts';
import { addMember } from '../support/domain.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';

const hour = 60 * 60_000;

const failure = (code: string): unknown => expect.objectContaining({ code });

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

		test('the coordinator sees everybody, page by page', async () => {
			for (let count = 0; count < 100; count += 1) {
				const id = `m-${String(count).padStart(3, '0')}`;
				await addMember(database.store, { id, organisationId: 'o-leeds' });
			}
			const first = await accounts.members(coordinator);
			expect(first.items).toHaveLength(100);
			const second = await accounts.members(coordinator, first.next ?? '');
			expect(second).toMatchObject({ next: null, items: [{ id: 'm-098' }, { id: 'm-099' }] });
			expect(second.items[0]?.roles.organisations[0]?.organisation.id).toBe('o-leeds');
			await expect(accounts.members(leeds)).rejects.toEqual(failure('not-allowed'));
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
