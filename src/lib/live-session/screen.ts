// What a screen knows of a session, and what each thing it hears makes of it: answers to its own requests, and parts
// that the server tells everybody. Either may overtake the other. Pure.
import type { LiveSession } from '#shared/live-session-output.ts';
import type { LiveServerMessage } from '#shared/live-protocol.ts';

export type Told = LiveServerMessage & { type: 'live-session' };

/**
 * The session as answered. An answer that is older than what was told meanwhile says only what nobody else is told:
 * what is one's own, and what one may do.
 */
export const withAnswer = (known: LiveSession | undefined, answer: LiveSession): LiveSession =>
	known === undefined || answer.version >= known.version
		? answer
		: { ...known, mine: answer.mine, abilities: answer.abilities };

/** The session with the parts that were told. What is older than an answer is in it already. */
export function withTold(known: LiveSession, { version, at, parts }: Told): LiveSession {
	if (version < known.version) return known;
	const { outline, ...room } = parts;
	return {
		...known,
		...outline,
		version,
		at,
		room: known.room === null ? null : { ...known.room, ...room }
	};
}
