// Every night, and some time after a start, old history is thinned by its rule.
import type { App } from '#server/app.ts';
import type { Log } from '#server/kernel/log.ts';

/** After a start (ms) people come back first. */
const firstAfter = 10 * 60_000;
const everyDay = 24 * 60 * 60_000;

/** @returns the function that stops it. */
export function startThinning(app: Pick<App, 'versions'>, log: Log): () => void {
	let timer: NodeJS.Timeout;

	async function run(): Promise<void> {
		try {
			const thinned = await app.versions.thin();
			if (thinned.documents > 0) log.info(thinned, 'thinned old history');
		} catch (error) {
			log.error({ err: error }, 'thinning old history failed');
		}
		again(everyDay);
	}
	function again(after: number): void {
		timer = setTimeout(() => void run(), after).unref();
	}

	again(firstAfter);
	return () => clearTimeout(timer);
}
