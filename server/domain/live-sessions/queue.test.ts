import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	inOrder,
	moveHand,
	notHeardYet,
	reasonInWords,
	withoutHand,
	type Hand,
	type Speaker
} from './queue.ts';

const person = (id: string, organisation: string | null, turns = 0): Speaker => ({
	id,
	organisation,
	turns
});
const hand = (personId: string, at: number, more: Partial<Hand> = {}): Hand => ({
	personId,
	at,
	isReply: false,
	place: null,
	...more
});
const ids = (places: readonly { personId: string }[]): string[] =>
	places.map(({ personId }) => personId);

const people = [
	person('bernice', 'Birmingham', 1),
	person('dele', null),
	person('amara', 'Leeds'),
	person('tomas', 'Hackney', 1),
	person('lena', 'Leeds', 2),
	person('uma', 'Leeds')
];

test('who has not spoken comes first, then the organisation heard less, then who answers, then who asked first', () => {
	const places = inOrder(
		[
			hand('lena', 1),
			hand('tomas', 2),
			hand('bernice', 3, { isReply: true }),
			hand('amara', 4),
			hand('dele', 5),
			hand('uma', 6)
		],
		people
	);
	expect(ids(places)).toEqual(['dele', 'amara', 'uma', 'bernice', 'tomas', 'lena']);
	expect(places.map(({ reason }) => reasonInWords(reason, 'Lena'))).toEqual([
		'Has not spoken yet',
		'Has not spoken yet',
		'Has not spoken yet',
		'Wants to answer Lena directly',
		'Their organisation was heard once, less than others',
		'In the order of asking'
	]);
});

test('whom the facilitator moves stays there when others come and go', () => {
	const hands = [hand('dele', 1), hand('amara', 2), hand('tomas', 3)];
	const moved = moveHand(hands, people, 'tomas', -1);
	expect(ids(inOrder(moved, people))).toEqual(['dele', 'tomas', 'amara']);
	expect(inOrder(moved, people)[1]?.reason).toEqual({ kind: 'placed' });
	const more = [...moved, hand('uma', 4)];
	expect(ids(inOrder(more, people))).toEqual(['dele', 'tomas', 'amara', 'uma']);
	expect(ids(inOrder(withoutHand(more, people, 'dele'), people))).toEqual([
		'tomas',
		'amara',
		'uma'
	]);
});

test('hands of people who are not there count for nothing', () => {
	expect(inOrder([hand('stranger', 1)], people)).toEqual([]);
	expect(withoutHand([hand('dele', 1)], people, 'stranger')).toEqual([hand('dele', 1)]);
});

test('whose voice is missing is said by organisation', () => {
	const named = people.map((each) => ({ ...each, name: each.id }));
	expect(notHeardYet(named)).toEqual(['dele']);
});

const anyPeople = fc.uniqueArray(
	fc.record({
		id: fc.constantFrom(...'abcdefgh'),
		organisation: fc.option(fc.constantFrom('X', 'Y', 'Z')),
		turns: fc.nat(3)
	}),
	{ selector: ({ id }) => id }
);
const anyHands = fc.uniqueArray(
	fc.record({
		personId: fc.constantFrom(...'abcdefgh'),
		at: fc.nat(20),
		isReply: fc.boolean(),
		place: fc.option(fc.nat(8))
	}),
	{ selector: ({ personId }) => personId }
);

test('everybody who is there and asks stands in the queue once, however the hands arrive', () => {
	fc.assert(
		fc.property(anyPeople, anyHands, (there, hands) => {
			const places = inOrder(hands, there);
			const here = new Set(there.map(({ id }) => id));
			expect(ids(places).sort()).toEqual(
				hands
					.map(({ personId }) => personId)
					.filter((id) => here.has(id))
					.sort()
			);
			const onlyFair = hands.map((each) => ({ ...each, place: null }));
			expect(inOrder(onlyFair.toReversed(), there.toReversed())).toEqual(inOrder(onlyFair, there));
			const turns = new Map(there.map(({ id, turns: each }) => [id, each]));
			const spoken = ids(inOrder(onlyFair, there)).map((id) => (turns.get(id) ?? 0) > 0);
			expect(spoken).toEqual(spoken.toSorted((one, other) => Number(one) - Number(other)));
		})
	);
});

test('moving somebody puts them just there, and leaves the others in their order', () => {
	fc.assert(
		fc.property(
			anyPeople,
			anyHands,
			fc.nat(),
			fc.integer({ min: -8, max: 8 }),
			(there, raw, n, by) => {
				const hands = raw.map((each) => ({ ...each, place: null }));
				const before = ids(inOrder(hands, there));
				const id = before[n % Math.max(1, before.length)];
				if (id === undefined) return;
				const after = ids(inOrder(moveHand(hands, there, id, by), there));
				const to = Math.min(before.length - 1, Math.max(0, before.indexOf(id) + by));
				expect(after.indexOf(id)).toBe(to);
				expect(after.filter((each) => each !== id)).toEqual(before.filter((each) => each !== id));
			}
		)
	);
});

test('when somebody leaves the queue, nobody else changes their order', () => {
	fc.assert(
		fc.property(anyPeople, anyHands, fc.nat(), fc.nat(), (there, raw, n, m) => {
			const plain = raw.map((each) => ({ ...each, place: null }));
			const line = ids(inOrder(plain, there));
			const [one, other] = [line[n % Math.max(1, line.length)], line[m % Math.max(1, line.length)]];
			if (one === undefined || other === undefined) return;
			const hands = moveHand(plain, there, one, -2);
			const before = ids(inOrder(hands, there));
			const after = ids(inOrder(withoutHand(hands, there, other), there));
			expect(after).toEqual(before.filter((each) => each !== other));
		})
	);
});
