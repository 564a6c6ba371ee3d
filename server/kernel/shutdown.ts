// Stopping in order: what was opened last is closed first, each step bounded in time, the whole run once.
import type { Log } from './log.ts';

export type Shutdown = {
	/** Registers a step; steps run in reverse order of registration. */
	onStop(name: string, step: () => Promise<void> | void): void;
	/** Runs the steps. Later calls wait for the first one. */
	stop(): Promise<void>;
};

/** Hosts cut off what has not ended after ten seconds; so all steps together take less. */
const usualLimit = 9_000;

/** @param limit milliseconds for all steps: each may take half of what is left before the next one runs anyway. */
export function createShutdown(log: Log, limit = usualLimit): Shutdown {
	const steps: { name: string; step: () => Promise<void> | void }[] = [];
	let stopping: Promise<void> | undefined;

	async function run(): Promise<void> {
		const until = performance.now() + limit;
		for (const { name, step } of steps.reverse()) {
			let timer: NodeJS.Timeout | undefined;
			const most = Math.round((until - performance.now()) / 2);
			const tooLong = new Promise<never>((_, reject) => {
				timer = setTimeout(() => reject(new Error(`took longer than ${most} ms`)), most);
			});
			try {
				await Promise.race([step(), tooLong]);
			} catch (error) {
				log.error({ err: error, step: name }, 'a step of stopping failed');
			} finally {
				clearTimeout(timer);
			}
		}
	}

	return {
		onStop: (name, step) => void steps.push({ name, step }),
		stop: () => (stopping ??= run())
	};
}
