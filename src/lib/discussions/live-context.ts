// The live connection of the pages about commitments: made in the browser, so there is none while the server renders.
import { createContext } from 'svelte';
import { invalidate } from '$app/navigation';
import type { LiveConnection } from '$lib/live/live-connection.svelte.ts';
import type { LiveTopic } from '#shared/live-protocol.ts';

export const [getLive, setLive] = createContext<() => LiveConnection | null>();

/** What changes within so many milliseconds is fetched once. */
const pause = 30;

/**
 * Loads again what depends on `key` whenever one of the topics changes, and once when watching begins: something may
 * have happened since the page was rendered, or while the connection was away. Gives the function that stops it.
 */
export function keepFresh(
	live: LiveConnection | null,
	topics: readonly LiveTopic[],
	key: `${string}:${string}`
): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const refresh = (): void => {
		timer ??= setTimeout(() => {
			timer = undefined;
			void invalidate(key);
		}, pause);
	};
	const stops = topics.map((topic) => live?.watch(topic, refresh));
	return () => {
		clearTimeout(timer);
		for (const stop of stops) stop?.();
	};
}
