// Opens rounds on their day and publishes them at their minute; what came due while the process was down, at its start.
import type { App } from '#server/app.ts';
import type { Log } from '#server/kernel/log.ts';

/** A clock may be set meanwhile (ms). */
const longestWait = 60 * 60_000;
/** After something that is due could not be done (ms). */
const retryAfter = 5_000;

/** @returns the function that stops it, after what is being published. */
export function startPublication(
	app: Pick<App, 'publication' | 'rounds' | 'events'>,
	log: Log
): () => Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	let isStopping = false;
	/** Something has changed that this run may have read already. */
	let isOutdated = false;
	let run = Promise.resolve();

	async function doWhatIsDue(): Promise<void> {
		isOutdated = false;
		try {
			await app.publication.publishDue();
			await app.rounds.openDue();
		} catch (error) {
			log.error({ err: error }, 'publishing or opening a round failed');
		}
		await setTimer();
	}

	async function setTimer(): Promise<void> {
		const moments = await Promise.all([app.publication.nextAt(), app.rounds.nextOpening()]).catch(
			(error: unknown) => {
				log.error({ err: error }, 'looking up the next publication failed');
				return [];
			}
		);
		const waits = moments
			.flatMap((at) => at ?? [])
			.map((at) => Date.parse(at) - Date.now())
			// What is due and still here has just failed.
			.map((wait) => (wait > 0 ? wait : retryAfter));
		wakeAfter(isOutdated ? 0 : Math.min(longestWait, ...waits));
	}

	function wakeAfter(wait: number): void {
		clearTimeout(timer);
		if (isStopping) return;
		timer = setTimeout(() => {
			run = run.then(doWhatIsDue);
		}, wait).unref();
	}

	// A minute may have been set, or moved.
	const stopListening = app.events.on(({ type }) => {
		if (type !== 'round-changed') return;
		isOutdated = true;
		wakeAfter(0);
	});
	wakeAfter(0);
	return async () => {
		isStopping = true;
		stopListening();
		clearTimeout(timer);
		await run;
	};
}
