// Proof by password, throttled. An unknown account costs the same work and gets the same answer as a wrong password,
// so that nobody learns who has an account here.
import { DomainError } from '#server/kernel/errors.ts';
import { newSecret } from '#server/kernel/ids.ts';
import type { MemberRow } from '#server/storage/accounts.ts';
import type { AccountDeps } from './accounts.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { addressKey, createThrottle } from './throttle.ts';

const fiveMinutes = 5 * 60 * 1000;

/** A person who mistypes needs a handful of tries; ten in five minutes guess nothing, and whoever is kept out by
 *  somebody else's guessing does not wait long. */
const perAccount = { failures: 10, window: fiveMinutes, keys: 10_000 };

/** A whole trust may stand behind one address, so ten people may mistype there before anybody is stopped. */
const perAddress = { failures: 100, window: fiveMinutes, keys: 10_000 };

/** Where a request comes from, as the transport knows it. */
export type From = { address: string; userAgent: string };

/**
 * The active member with this address and password.
 * @throws DomainError wrong-credentials, too-often.
 */
export type ProvePassword = (
	input: { email: string; password: string },
	from: Pick<From, 'address'> | null
) => Promise<MemberRow>;

export function createPasswordProof({
	store,
	clock
}: Pick<AccountDeps, 'store' | 'clock'>): ProvePassword {
	const byAccount = createThrottle(clock, perAccount);
	const byAddress = createThrottle(clock, perAddress);
	/** Stands in for the hash of an account that does not exist; nobody knows its password. */
	const nobodysHash = hashPassword(newSecret());

	async function prove({ email, password }: { email: string; password: string }) {
		const row = await store.accounts.memberByEmail(email);
		const passwordHash = row?.deactivated_at === null ? row.password_hash : null;
		const fits = await isPassword(password, passwordHash ?? (await nobodysHash));
		if (row === undefined || passwordHash === null || !fits) {
			throw new DomainError('wrong-credentials', {
				message: 'The email address and the password do not go together. Check both.'
			});
		}
		return row;
	}

	return (input, from) => {
		const byThisAccount = () => byAccount.attempt(input.email, () => prove(input));
		return from === null
			? byThisAccount()
			: byAddress.attempt(addressKey(from.address), byThisAccount);
	};
}
