// Who goes into which breakout room. Pure: chance is handed in.
export type Guest = {
	id: string;
	/** Null: on their own. */
	organisation: string | null;
};

export type Way =
	/** By chance. */
	| 'random'
	/** People of one organisation apart, as far as there are rooms. */
	| 'mixed';

/**
 * Puts everybody into one of so many rooms. The rooms are as even as those who stay together allow; without such, they
 * differ by one person at most, and in the way `mixed` so do the people of one organisation.
 * @param together people who stay in one room, in pairs or more; chains count as one
 * @param random a number from 0 up to 1, as Math.random gives it
 * @returns the ids in each room, in the order of the rooms
 */
export function assignRooms(
	people: readonly Guest[],
	rooms: number,
	way: Way,
	together: readonly (readonly string[])[],
	random: () => number
): string[][] {
	const parties = shuffled(partiesOf(people, together), random);
	// Larger ones first, while there is room for them; then, when mixing, one organisation after the other.
	parties.sort(
		(one, other) =>
			other.length - one.length || (way === 'mixed' ? byOrganisation(one[0], other[0]) : 0)
	);
	const filled: Guest[][] = Array.from({ length: rooms }, () => []);
	for (const party of parties) {
		const alike = (room: readonly Guest[]): number =>
			way === 'random'
				? 0
				: room.filter(({ organisation }) =>
						party.some((each) => organisation !== null && each.organisation === organisation)
					).length;
		const [emptiest] = filled.toSorted(
			(one, other) => one.length - other.length || alike(one) - alike(other)
		);
		emptiest?.push(...party);
	}
	return filled.map((room) => room.map(({ id }) => id));
}

const byOrganisation = (one: Guest | undefined, other: Guest | undefined): number =>
	(one?.organisation ?? '').localeCompare(other?.organisation ?? '');

/** Those who stay together as one party, everybody else as a party of their own. */
function partiesOf(people: readonly Guest[], together: readonly (readonly string[])[]): Guest[][] {
	const partyOf = new Map(people.map((person) => [person.id, [person]]));
	for (const [first, ...others] of together) {
		for (const other of others) {
			const [into, from] = [partyOf.get(first ?? ''), partyOf.get(other)];
			if (into === undefined || from === undefined || into === from) continue;
			into.push(...from);
			for (const { id } of from) partyOf.set(id, into);
		}
	}
	return [...new Set(partyOf.values())];
}

/** Fisher and Yates, with the chance that is handed in. */
function shuffled<T>(things: readonly T[], random: () => number): T[] {
	const all = [...things];
	for (let last = all.length - 1; last > 0; last -= 1) {
		const other = Math.floor(random() * (last + 1));
		[all[last], all[other]] = [all[other] as T, all[last] as T];
	}
	return all;
}
