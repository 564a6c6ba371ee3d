// Copies to take away are kept for a day; at a start, what the last stop has cut off goes at once. The files of the
// newest round are made soon after the public record has changed, so that nobody has to wait for them.
import type { App } from '#server/app.ts';
import type { Log } from '#server/kernel/log.ts';

const everyHour = 60 * 60_000;
/** On publication day everybody comes to read first (ms). */
const quietAfterChange = 5 * 60_000;

/** @returns the function that stops it. */
export function startCopies(app: Pick<App, 'exports' | 'events'>, log: Log): () => void {
	let soon: NodeJS.Timeout | undefined;

	function attempt(what: string, work: () => Promise<void>): void {
		work().catch((error: unknown) => log.error({ err: error }, `${what} failed`));
	}
	const remove = (isStart: boolean): void =>
		attempt('removing old copies', () => app.exports.cleanUp({ isStart }));

	remove(true);
	const timer = setInterval(() => remove(false), everyHour).unref();
	const stopListening = app.events.on((event) => {
		if (event.type !== 'record-changed') return;
		clearTimeout(soon);
		soon = setTimeout(
			() => attempt('making the files of a round', () => app.exports.prepareNewestRound()),
			quietAfterChange
		).unref();
	});
	return () => {
		clearInterval(timer);
		clearTimeout(soon);
		stopListening();
	};
}
