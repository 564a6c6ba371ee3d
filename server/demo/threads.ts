// Placeholder until the sample threads are there.
export const seedThreads = (..._: unknown[]): Promise<void> => Promise.resolve();
