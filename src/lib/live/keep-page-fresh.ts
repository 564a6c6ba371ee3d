// A page that follows something from afar: told over the live socket, it loads again. The socket's code comes after the
// page's own.
import { keepFresh } from '$lib/discussions/live-context.ts';
import type { LiveTopic } from '#shared/live-protocol.ts';

/**
 * Call it in onMount and hand its answer back.
 * @param key what the page's load `depends` on
 * @returns a function that ends it
 */
export function keepPageFresh(
	topics: readonly LiveTopic[],
	key: `${string}:${string}`
): () => void {
	let stop: (() => void) | null = null;
	let isLeft = false;
	void import('./shared-live.ts').then(({ takeLive }) => {
		if (isLeft) return;
		const { live, giveBack } = takeLive();
		const stopWatching = keepFresh(live, topics, key);
		stop = () => {
			stopWatching();
			giveBack();
		};
	});
	return () => {
		isLeft = true;
		stop?.();
	};
}
