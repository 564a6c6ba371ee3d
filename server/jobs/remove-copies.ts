// Copies to take away are kept for a day. At a start, what the last stop has cut off goes at once.
import type { App } from '#server/app.ts';
import type { Log } from '#server/kernel/log.ts';

const everyHour = 60 * 60_000;

/** @returns the function that stops it. */
export function startRemovingCopies(app: Pick<App, 'exports'>, log: Log): () => void {
	function remove(isStart: boolean): void {
		app.exports.cleanUp({ isStart }).catch((error: unknown) => {
			log.error({ err: error }, 'removing old copies failed');
		});
	}

	remove(true);
	const timer = setInterval(() => remove(false), everyHour).unref();
	return () => clearInterval(timer);
}
