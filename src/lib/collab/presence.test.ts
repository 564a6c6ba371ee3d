import { describe, expect, test } from 'vitest';
import { countInWords, hereInWords, peopleIn, userOf, type Me } from './presence.ts';

const me: Me = { memberId: 'm-me', name: 'Amara', organisation: 'Leeds', hand: 3 };
const user = (memberId: string, name: string, hand = 1) => ({
	memberId,
	name,
	organisation: 'Leeds',
	hand,
	color: `var(--hand-${hand})`
});

describe('who is here', () => {
	test('I come first, then the others by name, each once however many tabs they have open', () => {
		const people = peopleIn(
			new Map([
				[1, { section: 'why' }],
				[2, { user: user('m-2', 'Safiya'), section: 'commitment-3' }],
				[3, { user: user('m-2', 'Safiya'), section: 'why' }],
				[4, { user: user('m-3', 'Joel') }],
				[5, { user: user('m-me', 'Amara', 3), section: 'next-steps' }]
			]),
			1,
			me
		);
		expect(people.map(({ name, sections }) => [name, sections])).toEqual([
			['Amara', ['why', 'next-steps']],
			['Joel', []],
			['Safiya', ['commitment-3', 'why']]
		]);
	});

	test('a state that the server has not stamped is nobody', () => {
		expect(
			peopleIn(
				new Map([
					[2, { section: 'why' }],
					[3, null]
				]),
				1,
				me
			)
		).toHaveLength(1);
	});

	test('what a hostile client puts into its state is cut to what a name and a colour can be [F9]', () => {
		expect(userOf({ user: { memberId: 'm', name: { toString: 'x' }, hand: 1 } })).toBeNull();
		expect(
			userOf({
				user: { memberId: 'm', name: 'n'.repeat(500), organisation: 7, hand: '1;background:url(x)' }
			})
		).toEqual({
			memberId: 'm',
			name: 'n'.repeat(80),
			organisation: '',
			hand: 1,
			color: 'var(--hand-1)'
		});
	});
});

test('presence in words', () => {
	const person = (name: string, isMe = false) => ({
		...me,
		memberId: name,
		name,
		isMe,
		sections: []
	});
	expect(hereInWords([person('Joel')])).toBe('Joel is here');
	expect(hereInWords([person('Amara', true)])).toBe('You are here');
	expect(hereInWords([person('Amara', true), person('Joel'), person('Safiya')])).toBe(
		'You, Joel and Safiya are here'
	);
	expect(hereInWords(['a', 'b', 'c', 'd', 'e'].map((name) => person(name)))).toBe(
		'a, b, c and 2 more are here'
	);
	expect(countInWords([person('Amara', true)])).toBe('Only you are here');
	expect(countInWords(['a', 'b', 'c', 'd'].map((name) => person(name)))).toBe('Four people here');
});
