// Closes polls whose time has come; those that came due while the process was down, at its start.
import type { App } from '#server/app.ts';
import type { Log } from '#server/kernel/log.ts';

/** How often (ms) it is looked. Nobody's vote is taken late: a poll is over at its minute whoever has closed it. */
const every = 30_000;

/** @returns the function that stops it, after what is being closed. */
export function startPolls(app: Pick<App, 'polls'>, log: Log): () => Promise<void> {
	let run = closeDue();

	async function closeDue(): Promise<void> {
		try {
			const closed = await app.polls.closeDue();
			if (closed > 0) log.info({ closed }, 'closed polls');
		} catch (error) {
			log.error({ err: error }, 'closing polls failed');
		}
	}

	const timer = setInterval(() => {
		run = run.then(closeDue);
	}, every).unref();
	return async () => {
		clearInterval(timer);
		await run;
	};
}
