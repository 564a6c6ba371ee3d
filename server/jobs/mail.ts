// Sends what is in the mail queue, soon after it has been put there.
import type { App } from '#server/app.ts';
import type { Log } from '#server/kernel/log.ts';

/** How often (ms) the queue is looked at. */
const every = 5_000;

/** @returns the function that stops it, after what is being sent. */
export function startMail(app: Pick<App, 'mail'>, log: Log): () => Promise<void> {
	let timer: NodeJS.Timeout;
	let isStopping = false;
	let run = Promise.resolve();

	async function send(): Promise<void> {
		try {
			const { sent, failed } = await app.mail.sendDue();
			if (sent + failed > 0) log.info({ sent, failed }, 'sent mail');
		} catch (error) {
			log.error({ err: error }, 'sending mail failed');
		}
		if (!isStopping) again();
	}
	function again(): void {
		timer = setTimeout(() => {
			run = send();
		}, every).unref();
	}

	again();
	return async () => {
		isStopping = true;
		clearTimeout(timer);
		await run;
	};
}
