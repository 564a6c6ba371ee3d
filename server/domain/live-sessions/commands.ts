// What each command asks of whoever gives it, and the step it is.
import { newId } from '#server/kernel/ids.ts';
import type { Action } from '#server/domain/access/policy.ts';
import type { SessionCommand } from '#shared/live-session-input.ts';
import type { Run, Step } from './run.ts';
import { currentItem } from './run.ts';

type SessionAction = Extract<
	Action,
	'live-session.lead' | 'live-session.facilitate' | 'live-session.enter'
>;

/** The least a command asks; what is done for somebody else is for facilitators. */
const asks: Readonly<Record<SessionCommand['type'], SessionAction>> = {
	start: 'live-session.lead',
	next: 'live-session.lead',
	'go-to': 'live-session.lead',
	extend: 'live-session.lead',
	pause: 'live-session.lead',
	resume: 'live-session.lead',
	gather: 'live-session.lead',
	'hand-over': 'live-session.lead',
	end: 'live-session.lead',
	'take-over': 'live-session.facilitate',
	'add-item': 'live-session.facilitate',
	'change-item': 'live-session.facilitate',
	'move-item': 'live-session.facilitate',
	'remove-item': 'live-session.facilitate',
	'move-hand': 'live-session.facilitate',
	call: 'live-session.facilitate',
	thank: 'live-session.facilitate',
	'add-voice': 'live-session.facilitate',
	'raise-hand': 'live-session.enter',
	'lower-hand': 'live-session.enter'
};

/** @param by whoever gives it */
export function actionOf(command: SessionCommand, by: string): SessionAction {
	const isForAnother =
		(command.type === 'raise-hand' || command.type === 'lower-hand') &&
		command.personId !== undefined &&
		command.personId !== by;
	return isForAnother ? 'live-session.facilitate' : asks[command.type];
}

/** The step a command is: with ids for what it adds, and what it left out. */
export function stepOf(command: SessionCommand, by: string, run: Run): Step {
	switch (command.type) {
		case 'next':
			return {
				type: 'next',
				from: command.from === undefined ? (currentItem(run)?.id ?? null) : command.from
			};
		case 'add-item':
			return { type: 'add-item', item: { ...command.item, id: newId() } };
		case 'add-voice': {
			const { name, organisation } = command;
			return {
				type: 'join',
				person: { id: `voice-${newId()}`, kind: 'voice', name, organisation }
			};
		}
		case 'raise-hand':
			return { type: 'raise-hand', personId: command.personId ?? by, isReply: command.isReply };
		case 'lower-hand':
			return { type: 'lower-hand', personId: command.personId ?? by };
		default:
			return command;
	}
}
