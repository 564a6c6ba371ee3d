// Accounts over a real database, emptied before each test: a coordinator, and a member of Leeds with a password.
import { createAccounts, type Accounts } from '#server/domain/accounts/accounts.ts';
import { hashPassword } from '#server/domain/accounts/passwords.ts';
import type { Member } from '#server/kernel/actor.ts';
import { createLog } from '#server/kernel/log.ts';
import type { Opened } from './dialects.ts';
import { addMember, manualClock, wireDomains, type ManualClock } from './domain.ts';

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

export const password = 'a long enough password';
export const passwordHash = await hashPassword(password);

export const firefox = 'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0';
export const phone =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E148 Safari/604.1';

export const from = (address = '192.0.2.1', userAgent = firefox) => ({ address, userAgent });

export type People = {
	accounts: Accounts;
	clock: ManualClock;
	house: ReturnType<typeof wireDomains>;
	coordinator: Member;
	leeds: Member;
	/** Signs the member of Leeds in, with this browser. */
	signIn(userAgent?: string): ReturnType<Accounts['signIn']>;
};

export async function somePeople({ db, store }: Opened): Promise<People> {
	for (const table of tablesOfPeople) await db.deleteFrom(table).execute();
	// Lucia reads the clock on the wall, so ours starts there and only ever runs ahead of it.
	const clock = manualClock(new Date().toISOString());
	const house = wireDomains(store, clock);
	const accounts = createAccounts({ ...house, store, log: createLog('silent') });
	const coordinator = await addMember(store, {
		id: 'coordinator',
		organisationId: 'o-convenor',
		organisationKind: 'convenor',
		allianceRoles: ['coordinator']
	});
	const leeds = await addMember(store, { id: 'leeds', organisationId: 'o-leeds' });
	await store.accounts.setPassword('leeds', passwordHash);
	return {
		accounts,
		clock,
		house,
		coordinator,
		leeds,
		signIn: (userAgent = firefox) =>
			accounts.signIn({ email: 'leeds@demo.test', password }, from('192.0.2.1', userAgent))
	};
}
