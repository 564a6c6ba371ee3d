// Placeholder until the sockets are there.
export const attachSockets = (..._: unknown[]) => ({ close: () => Promise.resolve() });
