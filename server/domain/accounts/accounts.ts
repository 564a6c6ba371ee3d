// Accounts: who somebody is (sign-in.ts, credentials.ts) and what they hold in the Alliance (people.ts).
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Store } from '#server/storage/store.ts';
import { createCredentials } from './credentials.ts';
import { createPasswordProof } from './password-proof.ts';
import { createPeople } from './people.ts';
import { createSignIn } from './sign-in.ts';

export type AccountDeps = {
	store: Store;
	transact: Transact;
	audit: RecordAudit;
	access: Access;
	clock: Clock;
	log: Log;
};

export type Accounts = ReturnType<typeof createAccounts>;

export function createAccounts(deps: AccountDeps) {
	const provePassword = createPasswordProof(deps);
	return {
		provePassword,
		...createSignIn(deps, provePassword),
		...createCredentials(deps, provePassword),
		...createPeople(deps)
	};
}
