// A command from a button: sent until it is answered; what the server says against it is shown and said.
import { getAnnouncer } from '$lib/ui/announcer.svelte.ts';
import { getRoom, Refused, type Given } from './live-room.svelte.ts';

/** Call it while a component is being made. @returns sends a command, and tells whether it was taken */
export function createSending(): (given: Given, done?: string) => Promise<boolean> {
	const room = getRoom();
	const announcer = getAnnouncer();
	return async (given, done) => {
		try {
			await room.command(given);
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			announcer.show(error.message);
			return false;
		}
		if (done !== undefined) announcer.say(done);
		return true;
	};
}
