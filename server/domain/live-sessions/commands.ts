// Every command of a session: what it asks of whoever gives it, and what comes of it. The table is closed: a command
// without a handler does not compile.
import type { SessionCommand } from '#shared/live-session-input.ts';
import { cardCommands } from './card-commands.ts';
import { courseCommands } from './course-commands.ts';
import type { Given, Handler, Handlers, SessionAction } from './handlers.ts';
import { pollCommands } from './poll-commands.ts';
import { queueCommands } from './queue-commands.ts';
import { roomCommands } from './room-commands.ts';
import type { Run } from './run.ts';

const handlers: Handlers<SessionCommand> = {
	...courseCommands,
	...queueCommands,
	...cardCommands,
	...pollCommands,
	...roomCommands
};

const handlerOf = (command: SessionCommand): Handler<SessionCommand> =>
	handlers[command.type] as unknown as Handler<SessionCommand>;

/** What the policy is asked before a command is taken. @param by whoever gives it */
export function actionOf(command: SessionCommand, by: string): SessionAction {
	const { asks } = handlerOf(command);
	return typeof asks === 'function' ? asks(command, by) : asks;
}

/** Whether what was there before must be gone from the database's files. */
export const wipes = (command: SessionCommand): boolean => handlerOf(command).wipes === true;

/** The run after the command; rows beside it are written. @throws DomainError conflict, not-found */
export const takeCommand = async (given: Given, command: SessionCommand): Promise<Run> =>
	handlerOf(command).take(given, command);
