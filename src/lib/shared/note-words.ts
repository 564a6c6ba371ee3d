// What pages say about learning notes.
import type { NoteKind, NoteVisibility } from './states.ts';

/** What a note says it is. */
export const kindWords: Record<NoteKind, string> = {
	worked: 'What worked',
	'did-not-work': 'What did not work',
	challenge: 'A challenge',
	practice: 'A practice example',
	resource: 'A resource'
};

/** When to choose it. */
export const kindHints: Record<NoteKind, string> = {
	worked: 'Something you tried that did what you hoped.',
	'did-not-work': 'Something you tried that did not, and what you would do next time.',
	challenge: 'Something you are still working out.',
	practice: 'How you go about something, so that others can do it too.',
	resource: 'A document, a form or a tool that others can use.'
};

/** Who may read it, as on a tag. @param group its name, where it may be known */
export function circleWords(visibility: NoteVisibility, group: string | null): string {
	switch (visibility) {
		case 'only-me':
			return 'Only its authors';
		case 'group':
			return group ?? 'A working group';
		case 'pledge-makers':
			return 'Pledge Makers';
		case 'pledge-makers-and-supporters':
			return 'Pledge Makers and Supporters';
		case 'public':
			return 'Public';
	}
}

/** Who may read it, as a sentence. @param organisation the author's */
export function circleSentence(
	visibility: NoteVisibility,
	group: string | null,
	organisation: string
): string {
	switch (visibility) {
		case 'only-me':
			return 'Only its authors. Nobody else, not even their organisations.';
		case 'group':
			return `The members of ${group ?? 'a working group'}, and those who write for ${organisation}. Not public.`;
		case 'pledge-makers':
			return `Pledge Makers${group === null ? '' : ` and the members of ${group}`}. Not public.`;
		case 'pledge-makers-and-supporters':
			return `Pledge Makers and Pledge Supporters${group === null ? '' : `, and the members of ${group}`}. Not public.`;
		case 'public':
			return 'Everybody, also without signing in.';
	}
}

/** "Sam, London Borough of Hackney, with Amara, Leeds and York Partnership". */
export function authorsInWords(
	author: { name: string; organisation: string },
	coAuthors: readonly { name: string; organisation: string }[]
): string {
	const one = ({ name, organisation }: { name: string; organisation: string }): string =>
		organisation === '' ? name : `${name}, ${organisation}`;
	if (coAuthors.length === 0) return one(author);
	return `${one(author)}, with ${coAuthors.map(one).join('; ')}`;
}

/** Who may be chosen to see a note, as values of one field: "group:ID", "public". */
export function circleChoices(
	ownGroups: readonly { id: string; name: string }[],
	present: { id: string; name: string } | null
): { value: string; words: string }[] {
	const groups = [
		...ownGroups,
		...(present !== null && !ownGroups.some(({ id }) => id === present.id) ? [present] : [])
	];
	/** A wider circle leaves a group's note the group's: its members go on writing it. */
	const suffix = present === null ? '' : `:${present.id}`;
	const writers = present === null ? '' : `; the members of ${present.name} go on writing it`;
	return [
		{ value: 'only-me', words: 'Only its authors' },
		...groups.map(({ id, name }) => ({
			value: `group:${id}`,
			words: `The members of ${name}, who write it too`
		})),
		{ value: `pledge-makers${suffix}`, words: `Pledge Makers${writers}` },
		{
			value: `pledge-makers-and-supporters${suffix}`,
			words: `Pledge Makers and Pledge Supporters${writers}`
		},
		{
			value: `public${suffix}`,
			words: `Everybody: public, readable without signing in${writers}`
		}
	];
}

/** The value of that field for a note as it is. */
export const circleValue = (visibility: NoteVisibility, group: { id: string } | null): string =>
	visibility === 'only-me' || group === null ? visibility : `${visibility}:${group.id}`;

/** "12 at Pledge Makers, 3 at Pledge Supporters". */
export const countedKinds = (kinds: readonly { who: string; count: number }[]): string =>
	kinds.map(({ who, count }) => `${count} ${who}`).join(', ');
