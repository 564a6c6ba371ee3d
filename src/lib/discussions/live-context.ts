// The live connection of the pages about commitments: made in the browser, so there is none while the server renders.
import { createContext } from 'svelte';
import { invalidate } from '$app/navigation';
import { navigating } from '$app/state';
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
	let isStopped = false;
	const refresh = (): void => {
		if (isStopped) return;
		timer ??= setTimeout(() => {
			timer = undefined;
			// Loading again would abort a change of page under way, the one after a form among them; that one
			// may have asked for its data before the change, so it does not stand in for ours either.
			if (navigating.complete === null) void invalidate(key);
			else void navigating.complete.catch(() => {}).then(refresh);
		}, pause);
	};
	const stops = topics.map((topic) => live?.watch(topic, refresh));
	return () => {
		isStopped = true;
		clearTimeout(timer);
		for (const stop of stops) stop?.();
	};
}
