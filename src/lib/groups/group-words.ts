// Groups in the words of the interface.
import { listed } from '$lib/ui/words.ts';
import type { GroupJoining } from '#shared/states.ts';

export const joiningWords: Record<GroupJoining, { short: string; long: string }> = {
	open: {
		short: 'Open to all',
		long: 'Open: everybody with a seat in an organisation can read it and join at once'
	},
	'on-request': {
		short: 'On request',
		long: 'On request: everybody with a seat can see that there is such a group and ask to join'
	},
	'by-invitation': {
		short: 'By invitation',
		long: 'By invitation: nobody but its members and the coordinator knows of it'
	}
};

/** @returns for example "commitments 1, 3 and 5"; empty for none */
export function commitmentsInWords(numbers: readonly number[]): string {
	if (numbers.length === 0) return '';
	return `${numbers.length === 1 ? 'commitment' : 'commitments'} ${listed(numbers.map(String))}`;
}

/** @returns for example "Ada, Inspire North" */
export const personInWords = ({ name, organisation }: { name: string; organisation: string }) =>
	organisation === '' ? name : `${name}, ${organisation}`;
