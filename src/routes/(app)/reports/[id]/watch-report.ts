// What a draft's page is told over the live socket: that something about the report has changed and, for those who
// read without an editor, its text. Loaded once the page is there.
import { navigating } from '$app/state';
import { takeLive } from '$lib/live/shared-live.ts';

/** Between two fetches of the text, in milliseconds: somebody types faster than anybody reads. */
const pause = 250;

/**
 * Fetches whenever something has changed, one fetch at a time.
 * @param documentName of the text; null when an editor follows it already
 * @returns a function that ends it
 */
export function watchReport(
	reportId: string,
	documentName: string | null,
	fetchAnew: () => Promise<void>
): () => void {
	const { live, giveBack } = takeLive();
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

	const stops = [
		live.watch({ kind: 'report', reportId }, ({ type }) => {
			// `watching` too: between the page and the socket, or between two sockets, something may have been missed.
			if (type === 'watching' || type === 'report-changed') void refresh();
		})
	];
	if (documentName !== null) {
		stops.push(
			live.watch({ kind: 'document', documentName }, ({ type }) => {
				if (type === 'watching' || type === 'document-changed') void refresh();
			})
		);
	}
	return () => {
		for (const stop of stops) stop();
		giveBack();
	};
}
