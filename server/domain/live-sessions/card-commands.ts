import type { cardCommands as family } from '#shared/live-session/card-commands.ts';
import type { CommandOf } from '#shared/live-session-input.ts';
import type { Handlers } from './handlers.ts';

export const cardCommands: Handlers<CommandOf<typeof family>> = {};
