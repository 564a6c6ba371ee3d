// The course of a session: its items and their time are for whoever leads, the rest for every facilitator.
import { newId } from '#server/kernel/ids.ts';
import type { courseCommands as family } from '#shared/live-session/course-commands.ts';
import type { CommandOf } from '#shared/live-session-input.ts';
import { step, type Handlers } from './handlers.ts';
import { currentItem } from './run.ts';

const [lead, facilitate] = ['live-session.lead', 'live-session.facilitate'] as const;

export const courseCommands: Handlers<CommandOf<typeof family>> = {
	start: step(lead, () => ({ type: 'start' })),
	next: step(lead, ({ from }, { run }) => ({
		type: 'next',
		from: from === undefined ? (currentItem(run)?.id ?? null) : from
	})),
	'go-to': step(lead, (command) => command),
	extend: step(lead, (command) => command),
	pause: step(lead, () => ({ type: 'pause' })),
	resume: step(lead, () => ({ type: 'resume' })),
	gather: step(lead, () => ({ type: 'gather' })),
	'hand-over': step(lead, (command) => command),
	end: step(lead, () => ({ type: 'end' })),
	'take-over': step(facilitate, () => ({ type: 'take-over' })),
	'add-item': step(facilitate, ({ item }) => ({
		type: 'add-item',
		item: { ...item, id: newId() }
	})),
	'change-item': step(facilitate, (command) => command),
	'move-item': step(facilitate, (command) => command),
	'remove-item': step(facilitate, (command) => command)
};
