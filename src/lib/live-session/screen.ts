// What a screen knows of a session, and what each thing it hears makes of it: answers to its own requests, and parts
// that the server tells everybody. Either may overtake the other. Pure.
import type { LiveSession, SessionParts } from '#shared/live-session-output.ts';
import type { LiveServerMessage } from '#shared/live-protocol.ts';

export type Told = LiveServerMessage & { type: 'live-session' };

export type Screen = {
	/** As it is shown. */
	session: LiveSession;
	/** The parts as they were last told. What is told next is what has changed since, whatever was answered meanwhile:
	 *  something that was done and undone in between is not told again. */
	told: Partial<SessionParts>;
};

export const newScreen = (session: LiveSession): Screen => ({ session, told: {} });

/**
 * The session as answered. An answer that is older than what was told meanwhile says only what nobody else is told:
 * what is one's own, and what one may do.
 */
export function withAnswer({ session, told }: Screen, answer: LiveSession): Screen {
	const { mine, abilities } = answer;
	return {
		session: answer.version >= session.version ? answer : { ...session, mine, abilities },
		told
	};
}

/** The session with what was told. What is older than an answer is in it already. */
export function withTold({ session, told: before }: Screen, { version, at, parts }: Told): Screen {
	const told = { ...before, ...parts };
	if (version < session.version) return { session, told };
	const { outline, ...room } = told;
	return {
		session: {
			...session,
			...outline,
			version,
			at,
			room: session.room === null ? null : { ...session.room, ...room }
		},
		told
	};
}
