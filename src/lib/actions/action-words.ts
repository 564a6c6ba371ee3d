// States of actions in words.
import { counted, opening } from '$lib/ui/words.ts';
import type { ActionView } from '#shared/action-output.ts';
import type { ActionState } from '#shared/states.ts';

export const actionStateWords: Record<ActionState, string> = {
	open: 'To do',
	doing: 'Being done',
	done: 'Done',
	dropped: 'Dropped'
};

export const isSettled = ({ state }: Pick<ActionView, 'state'>): boolean =>
	state === 'done' || state === 'dropped';

/** "Three things to do, one of them past its day." */
export function actionsInWords(actions: readonly ActionView[]): string {
	const open = actions.filter((action) => !isSettled(action));
	const late = open.filter(({ isLate }) => isLate);
	if (open.length === 0) return 'Nothing to do at the moment.';
	const all = opening(counted(open.length, 'thing to do', 'things to do'));
	if (late.length === 0) return `${all}.`;
	return open.length === 1
		? `${all}, past its day.`
		: `${all}, ${counted(late.length, 'of them past its day', 'of them past their day')}.`;
}
