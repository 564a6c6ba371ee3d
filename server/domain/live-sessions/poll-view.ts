import type { Polls } from '#shared/live-session/poll-output.ts';
import type { Known } from './live-sessions-deps.ts';
import type { Audience, Beside } from './session-view.ts';

export const toPolls = (_known: Known, _beside: Beside, _audience: Audience): Polls => ({});
