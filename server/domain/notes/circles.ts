// Whether more people than before could come to read a note. Pure.
import { noteVisibilities, type NoteVisibility } from '#shared/states.ts';

/** Who may see a note: how far, and whose group's it is. */
export type Circle = { visibility: NoteVisibility; groupId: string | null };

export type CircleChange = 'same' | 'wider' | 'narrower';

/** A group given to a note is always wider: its guests need be in no other circle, and its members write the note too. */
export function changeOf(from: Circle, to: Circle): CircleChange {
	const rank = ({ visibility }: Circle): number => noteVisibilities.indexOf(visibility);
	if (rank(from) === rank(to) && from.groupId === to.groupId) return 'same';
	const letsAGroupIn =
		to.groupId !== null &&
		to.visibility !== 'only-me' &&
		(to.groupId !== from.groupId || from.visibility === 'only-me');
	return letsAGroupIn || rank(to) > rank(from) ? 'wider' : 'narrower';
}
