import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignRooms, type Guest } from './breakouts.ts';

const anyPeople = fc.uniqueArray(
	fc.record<Guest>({
		id: fc.uuid(),
		organisation: fc.option(fc.constantFrom('Leeds', 'Hackney', 'Manchester'))
	}),
	{ selector: ({ id }) => id, maxLength: 40 }
);
const anyRooms = fc.integer({ min: 1, max: 8 });
const chance = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
const from = (stream: Iterator<number>) => (): number => stream.next().value as number;

test('everybody is in one room, and the rooms differ by one person at most', () => {
	fc.assert(
		fc.property(
			anyPeople,
			anyRooms,
			fc.constantFrom('random', 'mixed'),
			chance,
			(people, n, way, stream) => {
				const rooms = assignRooms(people, n, way, [], from(stream));
				expect(rooms).toHaveLength(n);
				expect(rooms.flat().sort()).toEqual(people.map(({ id }) => id).sort());
				const sizes = rooms.map(({ length }) => length);
				expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
			}
		)
	);
});

test('mixed, the people of one organisation are spread as evenly as can be', () => {
	fc.assert(
		fc.property(anyPeople, anyRooms, chance, (people, n, stream) => {
			const rooms = assignRooms(people, n, 'mixed', [], from(stream));
			for (const name of ['Leeds', 'Hackney', 'Manchester']) {
				const theirs = new Set(
					people.filter(({ organisation }) => organisation === name).map(({ id }) => id)
				);
				const counts = rooms.map((room) => room.filter((id) => theirs.has(id)).length);
				expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
			}
		})
	);
});

test('those who stay together do, also along a chain, and nobody is lost by it', () => {
	fc.assert(
		fc.property(anyPeople, anyRooms, chance, fc.array(fc.nat()), (people, n, stream, picks) => {
			const pairs = picks.flatMap((pick) => {
				const [one, other] = [people[pick % people.length], people[(pick * 7 + 3) % people.length]];
				return one === undefined || other === undefined ? [] : [[one.id, other.id]];
			});
			const rooms = assignRooms(people, n, 'mixed', pairs, from(stream));
			expect(rooms.flat().sort()).toEqual(people.map(({ id }) => id).sort());
			for (const [one, other] of pairs) {
				expect(rooms.find((room) => room.includes(one ?? ''))).toContain(other);
			}
		})
	);
});

test('somebody to stay with who is not there is no matter', () => {
	const people = [{ id: 'a', organisation: null }];
	expect(assignRooms(people, 2, 'random', [['a', 'gone']], () => 0)).toEqual([['a'], []]);
});
