import type { Cards } from '#shared/live-session/card-output.ts';
import type { Known } from './live-sessions-deps.ts';
import type { Audience, Beside } from './session-view.ts';

export const toCards = (_known: Known, _beside: Beside, _audience: Audience): Cards => ({});
