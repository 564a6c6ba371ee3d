// What came of a promise, in words: on pages, in copies and in mails alike.
import type { PromiseOutcome } from './states.ts';

export const outcomeWords: Record<PromiseOutcome, string> = {
	done: 'Done',
	partly: 'Partly done',
	'not-yet': 'Not yet done',
	dropped: 'Dropped'
};
