// Which line to try next: a WebSocket, or polling where the network lets none through. Pure.

export type LineKind = 'socket' | 'polling';

export type LineChoice = {
	readonly next: LineKind;
	/** Sockets in a row that brought not one message. */
	readonly silent: number;
	/** Polling has worked since sockets failed. */
	readonly hasPolled: boolean;
};

export const firstChoice: LineChoice = { next: 'socket', silent: 0, hasPolled: false };

/** One socket may fail by accident. */
const silentSockets = 2;

/** The choice after a line has ended. @param hasHeard whether the server has said anything on it */
export function afterLine(choice: LineChoice, kind: LineKind, hasHeard: boolean): LineChoice {
	if (kind === 'polling') {
		// Where polling has never worked the server is away, which says nothing about sockets. Where it has, the server
		// will be back, and sockets are tried beside it.
		return hasHeard || choice.hasPolled ? { ...choice, hasPolled: true } : firstChoice;
	}
	if (hasHeard) return firstChoice;
	const silent = choice.silent + 1;
	return { ...choice, next: silent >= silentSockets ? 'polling' : 'socket', silent };
}
