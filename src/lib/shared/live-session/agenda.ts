// The agenda of a session: what kinds of items there are, and whether they fit into the time there is. Pure, for the
// page that plans and for the server alike.
import { counted, opening } from '../counting-words.ts';

/** What people do in an item. */
export const itemKinds = [
	'welcome',
	'check-in',
	'input',
	'discussion',
	'silent-writing',
	'breakouts',
	'poll',
	'decision',
	'actions',
	'closing'
] as const;
export type ItemKind = (typeof itemKinds)[number];

export const itemKindWords: Readonly<Record<ItemKind, string>> = {
	welcome: 'Welcome and agreement',
	'check-in': 'Check-in round',
	input: 'Input',
	discussion: 'Open discussion',
	'silent-writing': 'Silent writing',
	breakouts: 'Breakouts',
	poll: 'Poll',
	decision: 'Decision',
	actions: 'Actions',
	closing: 'Closing round'
};

/** What is asked of everybody while the item is under way. */
export const itemKindAsks: Readonly<Record<ItemKind, string>> = {
	welcome: 'Read what this room agrees on.',
	'check-in': 'Say in a sentence how you come here. You can pass.',
	input: 'Listen. Raise your hand for a question.',
	discussion: 'Raise your hand to speak.',
	'silent-writing': 'Write cards, each with one thought. All are shown together later.',
	breakouts: 'Join your room.',
	poll: 'Answer the poll.',
	decision: 'Say whether you can live with what is proposed.',
	actions: 'Say what you will do, and by when.',
	closing: 'Say what you take with you. You can pass.'
};

/** Minutes an item of this kind takes when nobody says otherwise. */
export const usualMinutes: Readonly<Record<ItemKind, number>> = {
	welcome: 10,
	'check-in': 10,
	input: 15,
	discussion: 20,
	'silent-writing': 10,
	breakouts: 25,
	poll: 5,
	decision: 15,
	actions: 15,
	closing: 10
};

export const totalMinutes = (items: readonly { minutes: number }[]): number =>
	items.reduce((sum, { minutes }) => sum + minutes, 0);

/** @returns for example "40 minutes", "one hour", "one hour and 30 minutes" */
export function lengthInWords(minutes: number): string {
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
	if (hours === 0) return counted(rest, 'minute');
	return rest === 0
		? counted(hours, 'hour')
		: `${counted(hours, 'hour')} and ${counted(rest, 'minute')}`;
}

/**
 * The items against the time there is, in words.
 * @param slot minutes between the beginning and the end that people were told
 * @returns for example "The items take one hour and 40 minutes: ten minutes more than there is."
 */
export function fitInWords(items: readonly { minutes: number }[], slot: number): string {
	const total = totalMinutes(items);
	if (total === 0) return `Nothing is planned yet for ${lengthInWords(slot)}.`;
	const takes = opening(`the items take ${lengthInWords(total)}`);
	if (total > slot) return `${takes}: ${lengthInWords(total - slot)} more than there is.`;
	if (total < slot)
		return `${takes}: ${lengthInWords(slot - total)} are left.`.replace(
			/one (minute|hour) are/,
			'one $1 is'
		);
	return `${takes}: just what there is.`;
}

/** The list with one thing moved by so many places, and left as it is at either end. */
export function moved<T>(things: readonly T[], from: number, by: number): T[] {
	const to = Math.min(things.length - 1, Math.max(0, from + by));
	const others = things.filter((_, index) => index !== from);
	return things[from] === undefined
		? [...things]
		: [...others.slice(0, to), things[from], ...others.slice(to)];
}
