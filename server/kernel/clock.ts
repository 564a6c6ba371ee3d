// Time as a parameter: domain code asks a clock, so that tests can set it and nothing sleeps.

export type Clock = {
	/** Milliseconds since the epoch. */
	now(): number;
	/** The same moment as ISO-8601 in UTC, the form in which times are stored. */
	iso(): string;
};

export const systemClock: Clock = {
	now: () => Date.now(),
	iso: () => new Date().toISOString()
};
