// Slows down guessing. Counts failures only, by key (an account, an address), within a window that starts with the
// first of them. Tries on one key run one after another, so that a hundred at once count as a hundred.
import type { Clock } from '#server/kernel/clock.ts';
import { DomainError } from '#server/kernel/errors.ts';

export type Throttle = {
	/**
	 * Runs `work` unless this key has failed too often. Wrong credentials are the failure that counts.
	 * @throws DomainError too-often, with the seconds until the window ends.
	 */
	attempt<T>(key: string, work: () => Promise<T>): Promise<T>;
};

export type ThrottleLimits = {
	/** Failures in a window after which no more tries are taken. */
	failures: number;
	/** Length of a window in milliseconds. */
	window: number;
	/** Keys remembered at once; beyond it the oldest window is forgotten. Bounds the memory a flood can take. */
	keys: number;
};

const isWrongGuess = (error: unknown): boolean =>
	error instanceof DomainError && error.code === 'wrong-credentials';

type Window = { failures: number; endsAt: number };

export function createThrottle(clock: Clock, limits: ThrottleLimits): Throttle {
	// In order of their beginning, so the first is always the oldest.
	const windows = new Map<string, Window>();
	/** The last try under way on a key. */
	const tails = new Map<string, Promise<unknown>>();

	function current(key: string): Window | undefined {
		const window = windows.get(key);
		if (window === undefined || window.endsAt > clock.now()) return window;
		windows.delete(key);
		return undefined;
	}

	function refuseWhenSpent(key: string): void {
		const window = current(key);
		if (window === undefined || window.failures < limits.failures) return;
		const retryAfter = Math.ceil((window.endsAt - clock.now()) / 1000);
		const minutes = Math.ceil(retryAfter / 60);
		throw new DomainError('too-often', {
			retryAfter,
			message: `Too many tries. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`
		});
	}

	function countFailure(key: string): void {
		const window = current(key);
		if (window !== undefined) {
			window.failures += 1;
			return;
		}
		windows.set(key, { failures: 1, endsAt: clock.now() + limits.window });
		const oldest = windows.keys().next();
		if (windows.size > limits.keys && !oldest.done) windows.delete(oldest.value);
	}

	return {
		async attempt(key, work) {
			const before = tails.get(key);
			const turn = (async () => {
				await before?.catch(() => {});
				refuseWhenSpent(key);
				try {
					return await work();
				} catch (error) {
					if (isWrongGuess(error)) countFailure(key);
					throw error;
				}
			})();
			tails.set(key, turn);
			try {
				return await turn;
			} finally {
				if (tails.get(key) === turn) tails.delete(key);
			}
		}
	};
}

/** What an address counts as: an IPv6 household holds a whole /64, so its hosts share one key. */
export function addressKey(address: string): string {
	if (!address.includes(':') || address.startsWith('::ffff:')) return address;
	const [head = '', tail] = address.split('::');
	const front = head === '' ? [] : head.split(':');
	const back = tail === undefined || tail === '' ? [] : tail.split(':');
	const missing = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
	return [...front, ...Array<string>(missing).fill('0'), ...back].slice(0, 4).join(':');
}
