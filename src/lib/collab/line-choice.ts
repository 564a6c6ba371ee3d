// Which line to try next: a WebSocket, or polling where the network lets none through. Pure.

export type LineKind = 'socket' | 'polling';

export type LineChoice = {
	readonly next: LineKind;
	/** Sockets in a row that brought not one message. */
	readonly silent: number;
};

export const firstChoice: LineChoice = { next: 'socket', silent: 0 };

/** One socket may fail by accident. */
const silentSockets = 2;

/** The choice after a line has ended. @param hasHeard whether the server has said anything on it */
export function afterLine(choice: LineChoice, kind: LineKind, hasHeard: boolean): LineChoice {
	// Polling that fails says nothing about sockets: it starts afresh.
	if (kind === 'polling') return hasHeard ? choice : firstChoice;
	if (hasHeard) return firstChoice;
	const silent = choice.silent + 1;
	return { next: silent >= silentSockets ? 'polling' : 'socket', silent };
}
