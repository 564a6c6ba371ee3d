// The reader's side of a draft: told over the live socket that the text has changed. Loaded only by those who read.
import { navigating } from '$app/state';
import { LiveConnection } from '$lib/live/live-connection.svelte.ts';

/** Between two fetches of the text, in milliseconds: somebody types faster than anybody reads. */
const pause = 250;

/**
 * Fetches whenever the text has changed, one fetch at a time.
 * @returns a function that ends it
 */
export function watchReport(documentName: string, fetchAnew: () => Promise<void>): () => void {
	const live = new LiveConnection();
	let isStale = false;
	let isFetching = false;

	async function refresh(): Promise<void> {
		isStale = true;
		if (isFetching) return;
		isFetching = true;
		while (isStale) {
			isStale = false;
			// Loading again would abort a change of page under way.
			await navigating.complete?.catch(() => undefined);
			await fetchAnew();
			await new Promise((resolve) => setTimeout(resolve, pause));
		}
		isFetching = false;
	}

	live.watch({ kind: 'document', documentName }, ({ type }) => {
		// `watching` too: between the page and the socket, or between two sockets, something may have been missed.
		if (type === 'watching' || type === 'document-changed') void refresh();
	});
	return () => live.close();
}
