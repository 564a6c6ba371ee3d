// Waiting for something to come true: all the load ever waits for happens in this process.
import { setTimeout as delay } from 'node:timers/promises';

export { delay };

/** @returns whether it came true within `ms`. */
export async function becomes(isTrue: () => boolean, ms: number): Promise<boolean> {
	const end = performance.now() + ms;
	while (!isTrue()) {
		if (performance.now() > end) return false;
		await delay(5);
	}
	return true;
}
