// What a command is given, and what it gives back. Each family of commands (course, queue, cards, polls, rooms) has its
// handlers in a file of its own; commands.ts joins them.
import { DomainError } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Action } from '#server/domain/access/policy.ts';
import type { LiveSessionTarget } from '#server/domain/access/targets.ts';
import type { LiveSessionRow } from '#server/storage/live-sessions.ts';
import type { Queries } from '#server/storage/store.ts';
import type { SessionCommand } from '#shared/live-session-input.ts';
import { take, type Refusal, type Run, type Step } from './run.ts';

/** The least a command asks of whoever gives it. */
export type SessionAction = Extract<
	Action,
	'live-session.lead' | 'live-session.facilitate' | 'live-session.take-part'
>;

/** The session, locked until the transaction ends, and who does something to it when. */
export type Given = {
	inside: Queries;
	row: LiveSessionRow;
	run: Run;
	target: LiveSessionTarget;
	actor: Actor;
	/** Who gives the command, as one of the people in the session. */
	by: string;
	now: number;
};

export type Handler<Command extends SessionCommand> = {
	asks: SessionAction | ((command: Command, by: string) => SessionAction);
	/** What was there before must be gone from the database's files afterwards. */
	wipes?: true;
	/**
	 * Does what the command says: writes the rows beside the run, and gives the run as it is after it.
	 * @throws DomainError conflict when nothing can come of it now, not-found
	 */
	take(given: Given, command: Command): Run | Promise<Run>;
};

/** A handler for each command of a family. */
export type Handlers<Family extends SessionCommand> = {
	readonly [Type in Family['type']]: Handler<Extract<Family, { type: Type }>>;
};

const refusals: Readonly<Record<Refusal, string>> = {
	'not-running': 'The session is not running.',
	'already-done': 'Somebody did that a moment before.',
	'no-such-item': 'That item is not on the agenda any more.',
	'no-such-person': 'That person is not here.',
	'item-has-begun': 'What has begun stays as it was planned.',
	'rooms-are-open': 'Rooms are open already.',
	'no-rooms-open': 'The rooms are closed.',
	'no-such-room': 'That room is not there.',
	'room-is-given': 'Everybody has been given a room. Ask a facilitator to move you.'
};

/** The run after a step. @throws DomainError conflict */
export function stepped({ run, by, now }: Pick<Given, 'run' | 'by' | 'now'>, step: Step): Run {
	const outcome = take(run, step, by, now);
	if ('refused' in outcome) {
		throw new DomainError('conflict', { message: refusals[outcome.refused] });
	}
	return outcome.run;
}

/** A command that is one step of the run, and nothing beside it. */
export const step = <Command extends SessionCommand>(
	asks: Handler<Command>['asks'],
	toStep: (command: Command, given: Given) => Step
): Handler<Command> => ({
	asks,
	take: (given, command) => stepped(given, toStep(command, given))
});
