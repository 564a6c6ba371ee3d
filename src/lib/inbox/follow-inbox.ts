// How much waits for one in the inbox, as it changes. Fetched by the page itself, so that no page waits for it.
import { takeLive } from '$lib/live/shared-live.ts';
import type { InboxCount } from '#shared/inbox-output.ts';

/** What changes within so many milliseconds is fetched once. */
const pause = 200;

/**
 * @param tell how many things need the reader now, and whether something came that they have not been told of
 * @returns a function that ends it
 */
export function followInbox(tell: (count: number, hasGrown: boolean) => void): () => void {
	const { live, giveBack } = takeLive();
	let known: InboxCount | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;

	async function fetchCount(): Promise<void> {
		const answer = await fetch('/api/v1/inbox/count').catch(() => null);
		if (answer?.ok !== true) return;
		const count = (await answer.json()) as InboxCount;
		const hasGrown =
			known !== null && (count.needsMe > known.needsMe || count.unread > known.unread);
		known = count;
		tell(count.needsMe, hasGrown);
	}
	function refresh(): void {
		clearTimeout(timer);
		timer = setTimeout(() => void fetchCount(), pause);
	}

	refresh();
	const stopWatching = live.watch({ kind: 'inbox' }, ({ type }) => {
		// `watching` comes with each connection: something may have come while there was none.
		if (type === 'inbox-changed' || (type === 'watching' && known !== null)) refresh();
	});
	return () => {
		clearTimeout(timer);
		stopWatching();
		giveBack();
	};
}
