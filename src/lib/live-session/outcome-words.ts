// What kinds of outcomes are called.
import type { Outcome } from '#shared/live-session/record-output.ts';

/** The heading over those of a kind, in the order in which a record shows them. */
export const outcomeHeadings: readonly { kind: Outcome['kind']; title: string }[] = [
	{ kind: 'summary', title: 'How it went' },
	{ kind: 'action', title: 'What we will do' },
	{ kind: 'decision', title: 'What was decided' },
	{ kind: 'poll', title: 'What was voted' },
	{ kind: 'card', title: 'What stood on the cards' },
	{ kind: 'notes', title: 'Shared notes' }
];
