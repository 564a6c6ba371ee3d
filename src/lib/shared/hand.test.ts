import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { handCount } from './collab-protocol.ts';
import { handOf, initialsOf } from './hand.ts';

test('a member keeps their colour, and a room full of members uses all of them', () => {
	const members = Array.from({ length: 60 }, () => v7());
	const hands = members.map(handOf);
	expect(members.map(handOf)).toEqual(hands);
	expect([...new Set(hands)].sort()).toEqual(Array.from({ length: handCount }, (_, i) => i + 1));
});

test('initials are those of the first and the last name', () => {
	expect(initialsOf('Leeds drafter')).toBe('LD');
	expect(initialsOf('Ngozi Chimamanda Okafor')).toBe('NO');
	expect(initialsOf('Amara')).toBe('A');
	expect(initialsOf('  ')).toBe('');
});
