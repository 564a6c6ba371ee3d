// One live connection for all that follows something on a page, made when the first needs it and closed after the last.
import { LiveConnection } from './live-connection.svelte.ts';

let shared: LiveConnection | null = null;
let users = 0;

/** @returns the connection, and the function that gives it back */
export function takeLive(): { live: LiveConnection; giveBack: () => void } {
	shared ??= new LiveConnection();
	const live = shared;
	users += 1;
	return {
		live,
		giveBack() {
			users -= 1;
			if (users > 0) return;
			live.close();
			shared = null;
		}
	};
}
