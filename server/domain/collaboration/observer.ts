// What the engine tells whoever keeps figures of it. Called while people write: nothing here may throw or wait.

export type EngineObserver = {
	/** One commit is on the disk. `seconds` from handing it to the store until the store's answer. */
	committed(updates: number, bytes: number, seconds: number): void;
	/** A commit has failed and will be tried again. */
	commitFailed(): void;
	/** A document has been folded into a new snapshot, or could not be. */
	folded(seconds: number, hasFailed: boolean): void;
	/** Somebody was turned away: the close code of a connection, or the HTTP status of an upgrade. */
	refused(code: number): void;
};

/** For tools and tests that keep no figures. */
export const unobserved: EngineObserver = {
	committed() {},
	commitFailed() {},
	folded() {},
	refused() {}
};
