// The one name under which the running App stands, see server/handover.ts.
export const appKey: unique symbol = Symbol.for('alliance-workspace.app');
