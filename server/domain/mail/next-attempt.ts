// When a mail that could not be sent is tried again, and when it is given up. Pure.

const minute = 60_000;
const hour = 60 * minute;

/** Longer than an attempt can take: a claim that is older is of an attempt nobody is making any more. */
const firstWait = 2 * minute;
const longestWait = 4 * hour;
const longestTry = 24 * hour;

/** Twice as long after each attempt, up to four hours. @param attempt 1 is the first */
export const nextAttempt = (now: number, attempt: number): string =>
	new Date(now + Math.min(firstWait * 2 ** (attempt - 1), longestWait)).toISOString();

/** What is a day old is given up. */
export const isTooLate = (createdAt: string, now: number): boolean =>
	now - Date.parse(createdAt) >= longestTry;
