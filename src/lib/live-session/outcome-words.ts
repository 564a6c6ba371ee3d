// What kinds of outcomes are called.
import type { Became, Outcome } from '#shared/live-session/record-output.ts';

/** The heading over those of a kind, in the order in which a record shows them. */
const outcomeHeadings: readonly { kind: Outcome['kind']; title: string }[] = [
	{ kind: 'summary', title: 'How it went' },
	{ kind: 'action', title: 'What we will do' },
	{ kind: 'decision', title: 'What was decided' },
	{ kind: 'poll', title: 'What was voted' },
	{ kind: 'card', title: 'What stood on the cards' },
	{ kind: 'notes', title: 'Shared notes' }
];

/** Before the name of what an outcome went further as. */
export const becameInWords: Readonly<Record<Became['kind'], string>> = {
	note: 'It stands in the learning note',
	action: 'It is done as the action',
	decision: 'It is the decision',
	challenge: 'It is the challenge'
};

/** Outcomes under their headings; a heading without any is left out. */
export const underHeadings = (outcomes: readonly Outcome[]) =>
	outcomeHeadings
		.map(({ kind, title }) => ({
			kind,
			title,
			outcomes: outcomes.filter((outcome) => outcome.kind === kind)
		}))
		.filter((part) => part.outcomes.length > 0);
