import { newId } from '#server/kernel/ids.ts';
import type { SessionOutcomeRow } from '#server/storage/session-outcomes.ts';
import type { DraftedOutcome } from './drafted-outcomes.ts';

type Given = Pick<SessionOutcomeRow, 'session_id' | 'position' | 'kind' | 'words'> &
	Partial<SessionOutcomeRow>;

/** A new outcome as it is stored. What is not given: of nothing, by nobody, not looked at, and it stays in the room. */
export const outcomeRow = (given: Given): SessionOutcomeRow => ({
	id: newId(),
	reasons: '',
	item_id: null,
	from_id: null,
	owner_id: null,
	owner_name: null,
	due_on: null,
	leaves: 0,
	is_checked: 0,
	became_kind: null,
	became_id: null,
	...given
});

/** One that was drafted, as it is stored. */
export const draftedRow = (
	{ kind, words, itemId, fromId, ownerName }: DraftedOutcome,
	more: Pick<Given, 'session_id' | 'position' | 'leaves' | 'is_checked'>
): SessionOutcomeRow =>
	outcomeRow({ kind, words, item_id: itemId, from_id: fromId, owner_name: ownerName, ...more });
