// What one connection, one document and the whole engine may cost, each with its reason. SPEC.md refers to them.

const kB = 1024;
const MB = 1024 * kB;

/** Largest frame taken from a client: a document of 4 MB is a thousand pages, and arrives whole after a long
 *  time offline. Larger ones close the socket with 1009 before they are held in memory. */
export const largestFrame = 4 * MB;

/** Edits and deleted ranges in one update. Decoded, each costs a hundred times its two smallest bytes. A paper of
 *  260,000 single edits has 30,000 of them when it arrives whole. */
export const mostPieces = 100_000;
/** Elements within elements. A list has two levels for each step in; from some thousand on Yjs runs out of stack. */
export const deepestNesting = 100;
/** Arrays and objects within each other in one value; an attribute of ours is a word or a number. */
export const deepestValue = 16;

/** Largest presence message. A caret with its name is 300 bytes; sixteen of them and room to spare. */
export const largestPresence = 64 * kB;

/** Presence clients per socket. An editor has one; a tool that bridges several has a few. */
export const mostPresenceClients = 16;

/** Longest name of a section in a presence state; the longest of ours has 19 letters. */
export const longestSection = 40;

/**
 * Budget of a connection, in bytes, and how it grows. A fast typist with a caret spends 5 kB/s. The burst pays
 * for the return from a long time offline, or for the 260,000 single edits of a whole paper replayed at once;
 * beyond it a writer who needs more than 256 kB/s for minutes is not a person.
 */
export const burstBudget = 32 * MB;
export const budgetPerSecond = 256 * kB;
/** What a frame costs besides its bytes: decoding and passing it on are dearer than carrying it. */
export const framePrice = 48;

/** Presence is left out for a connection with more than this unsent: it is stale by the time it arrives. */
export const presenceMark = 64 * kB;
/** Content stops above this, and resumes from where it stopped once the connection has drained. */
export const stopMark = 1 * MB;
export const resumeMark = 64 * kB;
/** A connection that has not drained after so long (ms) is closed: its client comes back when it can. */
export const longestBehind = 30_000;
/** How often (ms) stopped connections are looked at. */
export const drainCheck = 100;

/** Presence of a room is gathered for so long (ms): twenty carets a second look like motion. */
export const presenceInterval = 50;
/** "Saved" waits so long (ms) for company: nobody sees the difference, and a fast typist costs a fifth. */
export const savedWithin = 200;
/** Every connection hears something within this (ms): y-websocket takes 30 s of silence for a dead line. */
export const heartbeat = 12_000;

/** Updates, or bytes of them, after which the log is folded into a new snapshot. Opening sends the snapshot and
 *  what came after it, so this bounds what a newcomer takes piece by piece. */
export const longestTail = 500;
export const largestTail = 256 * kB;
/** At unload a fold is worth it from here. */
export const tailWorthFolding = 20;

/** A snapshot up to this size is sent whole to somebody who has part of it: sending is cheaper than comparing. */
export const smallSnapshot = 16 * kB;

/** A document stays in memory so long (ms) after the last one left: reloads and short breaks find it there. */
export const linger = 30_000;

/** Units deleted by one update from which it is looked at as a possible blanking (C80): a hundred short words. */
export const largeDeletion = 400;

/** How often (ms) a batch is begun at most: what comes in between shares its wait for the disk. Nobody sees it. */
export const gatherFor = 15;
/** Each update of the last batch makes the next one gather so much (ms) longer, up to a limit nobody minds when
 *  thousands type: larger batches cost less an update, and more of what comes is joined. */
export const gatherLonger = 0.1;
export const longestGathering = 100;
/** What one person types while a batch is gathered is joined up to this many bytes. */
export const largestRun = 4 * kB;
/** Updates in one transaction. Larger ones do not save more and hold up the rest of the workspace. */
export const largestBatch = 2_000;
/** Bytes that may wait for the disk. Beyond it nothing more is taken: whoever writes keeps it, and comes back. */
export const mostWaiting = 64 * MB;
/** Waiting times (ms) between tries to save. */
export const firstRetry = 250;
export const longestRetry = 10_000;

/** Lines over HTTP (C90) that one member may have at once: tabs, and openings whose answer was lost. */
export const mostLines = 30;
/** How long (ms) an answer over HTTP waits for the disk, so that "saved" needs no second question. */
export const savingPatience = 300;

/** Start-up looks at changed documents for at most so long (ms); the rest is looked at when it is opened. */
export const longestCheck = 10_000;
/** Updates read at once when a whole log is looked at. */
export const logPage = 1_000;

export type Budget = {
	/** Takes the price of a frame; false when there is not enough left. */
	spend(bytes: number, now: number): boolean;
};

/** A token bucket over bytes; time is a parameter. */
export function createBudget(
	now: number,
	{ burst, perSecond, price }: BudgetTerms = {
		burst: burstBudget,
		perSecond: budgetPerSecond,
		price: framePrice
	}
): Budget {
	let left = burst;
	let since = now;
	return {
		spend(bytes, at) {
			left = Math.min(burst, left + ((at - since) / 1000) * perSecond);
			since = at;
			left -= bytes + price;
			return left >= 0;
		}
	};
}

export type BudgetTerms = { burst: number; perSecond: number; price: number };
