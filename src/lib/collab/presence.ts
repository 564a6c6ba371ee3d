// Who is here, and in which section: read from the awareness states, whose `user` the server stamped. Everything
// else in a state comes from a colleague's browser and is taken for what it can be at most.
import { handCount, type PresenceUser } from '#shared/collab-protocol.ts';

export type Person = Omit<PresenceUser, 'color'> & {
	/** Sections this person's tabs are in. */
	sections: readonly string[];
	isMe: boolean;
};

/** The one who sits in front of this browser. */
export type Me = Omit<PresenceUser, 'color'>;

type States = ReadonlyMap<number, Readonly<Record<string, unknown>> | null>;

const text = (value: unknown, longest: number): string | null =>
	typeof value === 'string' && value !== '' ? value.slice(0, longest) : null;

/** The person a state belongs to, or null when the server has not stamped it. */
export function userOf(state: Readonly<Record<string, unknown>> | null): PresenceUser | null {
	const user = state?.['user'];
	if (typeof user !== 'object' || user === null) return null;
	const { memberId, name, organisation, hand } = user as Partial<Record<string, unknown>>;
	const [id, shown] = [text(memberId, 64), text(name, 80)];
	if (id === null || shown === null) return null;
	const isHand =
		typeof hand === 'number' && Number.isInteger(hand) && hand >= 1 && hand <= handCount;
	const safe = isHand ? hand : 1;
	return {
		memberId: id,
		name: shown,
		organisation: text(organisation, 120) ?? '',
		hand: safe,
		color: `var(--hand-${safe})`
	};
}

/** People here, me first, then by name. Two tabs of one person are one person. */
export function peopleIn(states: States, ownClientId: number, me: Me): Person[] {
	const people = new Map<string, Person>([[me.memberId, { ...me, sections: [], isMe: true }]]);
	for (const [clientId, state] of states) {
		const user = clientId === ownClientId ? me : userOf(state);
		if (user === null) continue;
		const { memberId, name, organisation, hand } = user;
		const section = text(state?.['section'], 40);
		const before = people.get(memberId)?.sections ?? [];
		const sections = section === null || before.includes(section) ? before : [...before, section];
		const isMe = memberId === me.memberId;
		people.set(memberId, { memberId, name, organisation, hand, sections, isMe });
	}
	return [...people.values()].sort(
		(a, b) => Number(b.isMe) - Number(a.isMe) || a.name.localeCompare(b.name, 'en-GB')
	);
}

/** "You, Joel and Safiya are here", "and 2 more" beyond three. */
export function hereInWords(people: readonly Person[]): string {
	const names = people.slice(0, 3).map((person) => (person.isMe ? 'You' : person.name));
	const more = people.length - names.length;
	if (more > 0) names.push(`${more} more`);
	const last = names.pop();
	const all = names.length === 0 ? last : `${names.join(', ')} and ${last}`;
	const isOne = people.length === 1 && people[0]?.isMe === false;
	return `${all} ${isOne ? 'is' : 'are'} here`;
}

const numbers = [
	'No',
	'One',
	'Two',
	'Three',
	'Four',
	'Five',
	'Six',
	'Seven',
	'Eight',
	'Nine',
	'Ten'
];

/** "Only you are here", "Four people here". */
export function countInWords(people: readonly Person[]): string {
	if (people.length === 1 && people[0]?.isMe === true) return 'Only you are here';
	return `${numbers[people.length] ?? people.length} ${people.length === 1 ? 'person' : 'people'} here`;
}
