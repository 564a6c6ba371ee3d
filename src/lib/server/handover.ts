// The running App, as server/handover.ts left it for this bundle.
import { appKey } from '#shared/handover-key.ts';
import type { App } from '#server/app.ts';

/** The App, or null while it is being opened or closed. */
export const handedOverApp = (): App | null => (globalThis as { [appKey]?: App })[appKey] ?? null;
