// What a case is given and what it gives back.
import type { Candidate } from '../servers/candidates.ts';
import type { RunningServer } from '../servers/running.ts';
import type { Sizes } from '../sizes.ts';

export type Bench = {
	candidate: Candidate;
	sizes: Sizes;
	/** A folder of its own with all the server needs. */
	freshFolder(): string;
	/** A folder that the next runs of this case and server find again. */
	keptFolder(): { folder: string; isNew: boolean };
	copyOf(folder: string): string;
	/** Starts the server; it is ended with the case at the latest. */
	start(folder: string): Promise<RunningServer>;
};

export type Outcome = {
	figures: Record<string, number>;
	/** What must not happen and did, in words. */
	failures: string[];
};

/** Null when the case does not apply to this server. */
export type Case = (bench: Bench) => Promise<Outcome | null>;
