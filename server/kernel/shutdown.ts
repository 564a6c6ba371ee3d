// Stopping in order: what was opened last is closed first, each step bounded in time, the whole run once.
import type { Log } from './log.ts';

export type Shutdown = {
	/** Registers a step; steps run in reverse order of registration. */
	onStop(name: string, step: () => Promise<void> | void): void;
	/** Runs the steps. Later calls wait for the first one. */
	stop(): Promise<void>;
};

/** @param stepLimit milliseconds a single step may take before the next one runs anyway. */
export function createShutdown(log: Log, stepLimit = 8_000): Shutdown {
	const steps: { name: string; step: () => Promise<void> | void }[] = [];
	let stopping: Promise<void> | undefined;

	async function run(): Promise<void> {
		for (const { name, step } of steps.reverse()) {
			let timer: NodeJS.Timeout | undefined;
			const limit = new Promise<never>((_, reject) => {
				timer = setTimeout(() => reject(new Error(`took longer than ${stepLimit} ms`)), stepLimit);
			});
			try {
				await Promise.race([step(), limit]);
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
