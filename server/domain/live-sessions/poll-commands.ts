import type { pollCommands as family } from '#shared/live-session/poll-commands.ts';
import type { CommandOf } from '#shared/live-session-input.ts';
import type { Handlers } from './handlers.ts';

export const pollCommands: Handlers<CommandOf<typeof family>> = {};
