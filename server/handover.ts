// Hands the one running App to the SvelteKit bundle. The bundle never imports server code by value: that would
// load the module a second time, with a second database and a second room map.
import { appKey } from '#shared/handover-key.ts';
import type { App } from './app.ts';

type Holder = { [appKey]?: App };

/** Set before build/handler.js is imported; cleared when the App closes. */
export function handOver(app: App | undefined): void {
	(globalThis as Holder)[appKey] = app;
}
