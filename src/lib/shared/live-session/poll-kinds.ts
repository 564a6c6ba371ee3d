// How polls in a session ask.
export const sessionPollKinds = [
	'single',
	'multiple',
	'ranked',
	'scale',
	'temperature',
	'consent'
] as const;
export type SessionPollKind = (typeof sessionPollKinds)[number];

/** What one can say when asked how it is. */
export const temperatures = ['Good', 'All right', 'Hard going', 'I need a pause'] as const;
