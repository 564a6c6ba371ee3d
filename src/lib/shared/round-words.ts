// What the dates of a round are called, in mails and on pages alike.
import type { RoundDateField } from './round-input.ts';

export const roundDateNames: Record<RoundDateField, string> = {
	opensOn: 'Round opens',
	draftsDueOn: 'Drafts complete',
	reviewEndsOn: 'Review ends',
	signOffDueOn: 'Signatures',
	publishesAt: 'Publication day'
};
