// Queues each member's digest when its hour has come; one that was missed while the process was down, at its start.
// Tells open pages of what was put off until now.
import type { App } from '#server/app.ts';
import type { Log } from '#server/kernel/log.ts';

/** How often (ms) it looks. */
const every = 60_000;
const everyDay = 24 * 60 * every;

/** @returns the function that stops it, after what is being queued. */
export function startDigest(app: Pick<App, 'inbox'>, log: Log): () => Promise<void> {
	let timer: NodeJS.Timeout;
	let isStopping = false;
	let tidiedAt = 0;
	let run = Promise.resolve();

	async function doWhatIsDue(): Promise<void> {
		try {
			await app.inbox.wake();
			const queued = await app.inbox.queueDigests();
			if (queued > 0) log.info({ queued }, 'queued digests');
			if (Date.now() - tidiedAt > everyDay) {
				tidiedAt = Date.now();
				await app.inbox.tidy();
			}
		} catch (error) {
			log.error({ err: error }, 'queueing digests failed');
		}
		if (!isStopping) again(every);
	}
	function again(after: number): void {
		timer = setTimeout(() => {
			run = doWhatIsDue();
		}, after).unref();
	}

	again(0);
	return async () => {
		isStopping = true;
		clearTimeout(timer);
		await run;
	};
}
