import type { roomCommands as family } from '#shared/live-session/room-commands.ts';
import type { CommandOf } from '#shared/live-session-input.ts';
import type { Handlers } from './handlers.ts';

export const roomCommands: Handlers<CommandOf<typeof family>> = {};
