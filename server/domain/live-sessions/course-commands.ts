// The course of a session: its items and their time are for whoever leads, the rest for every facilitator.
import { newId } from '#server/kernel/ids.ts';
import type { courseCommands as family } from '#shared/live-session/course-commands.ts';
import type { CommandOf } from '#shared/live-session-input.ts';
import { draftedOutcomes } from './drafted-outcomes.ts';
import { step, stepped, type Given, type Handlers } from './handlers.ts';
import { draftedRow } from './outcome-row.ts';
import { currentItem, type Run } from './run.ts';

const [lead, facilitate] = ['live-session.lead', 'live-session.facilitate'] as const;

/** In the moment of the end: nothing is lost when everybody closes their laptop at once. */
async function draftOutcomes({ inside, row }: Given, run: Run): Promise<void> {
	const [cards, polls] = await Promise.all([
		inside.sessionContributions.cardsOf(row.id),
		inside.sessionContributions.pollsOf(row.id)
	]);
	await inside.sessionOutcomes.add(
		draftedOutcomes({ run, cards, polls }).map((outcome, position) =>
			draftedRow(outcome, {
				session_id: row.id,
				position,
				leaves: row.leaving === 'all' ? 1 : 0
			})
		)
	);
}

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
	end: {
		asks: lead,
		async take(given) {
			const run = stepped(given, { type: 'end' });
			await draftOutcomes(given, run);
			return run;
		}
	},
	'take-over': step(facilitate, () => ({ type: 'take-over' })),
	'add-item': step(facilitate, ({ item }) => ({
		type: 'add-item',
		item: { ...item, id: newId() }
	})),
	'change-item': step(facilitate, (command) => command),
	'move-item': step(facilitate, (command) => command),
	'remove-item': step(facilitate, (command) => command)
};
