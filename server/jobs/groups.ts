// After each midnight in the United Kingdom, places in groups that have run out end, and reviews that are due are asked
// for; what came due while the process was down, at its start.
import type { App } from '#server/app.ts';
import type { Log } from '#server/kernel/log.ts';
import { dayOf, ukTime } from '#shared/dates.ts';

/** A clock may be set meanwhile (ms). */
const longestWait = 60 * 60_000;
/** After something that is due could not be done (ms). */
const retryAfter = 60_000;

/** Milliseconds until the next day begins in the United Kingdom. */
export function untilNextDay(now: number): number {
	const tomorrow = dayOf(
		new Date(
			Date.parse(`${dayOf(new Date(now).toISOString())}T12:00:00Z`) + 24 * 60 * 60_000
		).toISOString()
	);
	return Date.parse(ukTime(tomorrow, '00:00')) - now;
}

/** @returns the function that stops it, after what is being done. */
export function startGroups(app: Pick<App, 'groups'>, log: Log): () => Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	let isStopping = false;
	let run = Promise.resolve();

	async function doWhatIsDue(): Promise<void> {
		let wait: number;
		try {
			const done = await app.groups.doWhatIsDue();
			if (done.ended + done.asked > 0) log.info(done, 'ended places in groups, asked for reviews');
			wait = Math.min(longestWait, untilNextDay(Date.now()));
		} catch (error) {
			log.error({ err: error }, 'looking through the groups failed');
			wait = retryAfter;
		}
		wakeAfter(wait);
	}

	function wakeAfter(wait: number): void {
		if (isStopping) return;
		timer = setTimeout(() => {
			run = doWhatIsDue();
		}, wait).unref();
	}

	wakeAfter(0);
	return async () => {
		isStopping = true;
		clearTimeout(timer);
		await run;
	};
}
