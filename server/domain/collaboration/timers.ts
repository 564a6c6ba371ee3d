// Waiting as a parameter, so that tests turn the clock by hand and nothing sleeps.

export type Timers = {
	/** Runs `work` after so many milliseconds, unless the function it gives is called before. */
	after(milliseconds: number, work: () => void): () => void;
	/** Runs `work` when what the network has brought this turn has been read. */
	soon(work: () => void): void;
};

export const systemTimers: Timers = {
	after(milliseconds, work) {
		const timer = setTimeout(work, milliseconds);
		return () => clearTimeout(timer);
	},
	soon: (work) => void setImmediate(work)
};
