// Presence. The rules of server/domain/collaboration/SPEC.md, over people in memory and
// time turned by hand.
import { describe, expect, test } from 'vitest';
import { closeCode, messageType } from '#shared/collab-protocol.ts';
import * as limits from '#server/domain/collaboration/limits.ts';
import { presenceMessage, varUints } from '#server/domain/collaboration/protocol.ts';
import { Peer } from '../support/collab-peer.ts';
import { documentName } from '../support/collab-room.ts';
import { others, workshops } from '../support/collab-rules.ts';

const workshop = workshops();

describe('presence', () => {
	const caret = (clock: number) => ({
		anchor: { type: null, tname: 'section:why', item: { client: 1, clock }, assoc: 0 },
		head: { type: null, tname: 'section:why', item: { client: 1, clock }, assoc: 0 }
	});

	test('[F9] C40 who somebody is comes from the server, whatever the client says', async () => {
		const { join, rest } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		amina.awareness.setLocalState({
			user: { memberId: 'ben', name: '<img src=x onerror=alert(1)>', color: 'url(javascript:1)' },
			cursor: caret(3),
			section: 'why',
			html: '<script>'
		});
		await rest();
		expect(others(ben)).toEqual([
			{
				cursor: caret(3),
				section: 'why',
				user: {
					memberId: 'amina',
					name: 'Member amina',
					organisation: 'Leeds',
					hand: 1,
					color: 'var(--hand-1)'
				}
			}
		]);
	});

	test.each([
		['a caret that is text', { cursor: 'javascript:alert(1)', section: 'why' }],
		['a caret without its end', { cursor: { anchor: caret(1).anchor }, section: 'why' }],
		['a caret at half an id', { cursor: { anchor: { item: { client: 1 } }, head: {} } }],
		[
			'a caret at a negative clock',
			{ cursor: { ...caret(0), head: { item: { client: 1, clock: -1 } } } }
		],
		['a section with markup', { section: '"><svg onload=alert(1)>' }],
		['a section that is an object', { section: { toString: 'why' } }],
		['a state that is a list', [1, 2, 3]],
		['a state that is text', 'here I am'],
		['a polluted prototype', JSON.parse('{"__proto__": {"isAdmin": true}, "section": "why"}')]
	])('[F9] C40 %s does not get through', async (_, state) => {
		const { join, rest } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		amina.awareness.setLocalState(state as Record<string, unknown>);
		await rest();
		const [shown] = others(ben) as Record<string, unknown>[];
		expect(Object.keys(shown ?? {}).sort()).toEqual(['cursor', 'section', 'user']);
		expect(shown?.['cursor']).toBeNull();
		expect([null, 'why']).toContain(shown?.['section']);
	});

	test('C41 presence beyond its size, or of too many clients, closes the connection', async () => {
		const { join } = workshop();
		const large = await join('large');
		large.send(presenceMessage(new Uint8Array(limits.largestPresence + 1)));
		expect(large.closed?.code).toBe(closeCode.notTheProtocol);
		const many = await join('many');
		const entry = (client: number) => [...varUints([client, 1, 2]), 123, 125];
		const clients = Array.from({ length: limits.mostPresenceClients + 1 }, (_, index) => index);
		many.send(presenceMessage(Uint8Array.from([clients.length, ...clients.flatMap(entry)])));
		expect(many.closed?.code).toBe(closeCode.notTheProtocol);
	});

	test('C42 nobody can speak for somebody else’s caret, or take it away', async () => {
		const { join, rest, exchange } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		const mallory = await join('mallory');
		amina.awareness.setLocalState({ section: 'why' });
		await rest();
		const claim = (text: string) => {
			const json = Buffer.from(text);
			return presenceMessage(
				Uint8Array.from([...varUints([1, amina.doc.clientID, 99, json.length]), ...json])
			);
		};
		mallory.send(claim('{"section":"stolen"}'));
		mallory.send(claim('null'));
		await rest();
		await exchange();
		expect(others(ben)).toMatchObject([{ section: 'why', user: { memberId: 'amina' } }]);
	});

	test('C42 the same person’s new line takes the caret over from the dead one', async () => {
		const { join, rest, exchange, rooms } = workshop();
		const ben = await join('ben');
		const amina = await join('amina');
		amina.awareness.setLocalState({ section: 'why' });
		await rest();
		const again = new Peer('amina', amina.doc);
		again.awareness.setLocalState({ section: 'commitment-1' });
		await again.connect(rooms, documentName);
		again.deliver();
		await rest();
		amina.drop();
		await rest();
		await exchange();
		expect(others(ben)).toMatchObject([{ section: 'commitment-1' }]);
		again.destroy();
	});

	test('C43 twenty movements in a moment are one message, and nobody hears of themselves', async () => {
		const { join, exchange, timers, rest } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		await rest();
		amina.arrived.length = ben.arrived.length = 0;
		for (let index = 0; index < 20; index++)
			amina.awareness.setLocalState({ cursor: caret(index) });
		ben.awareness.setLocalState({ section: 'why' });
		amina.deliver();
		ben.deliver();
		await timers.advance(limits.presenceInterval);
		expect(ben.frames(messageType.awareness)).toHaveLength(1);
		await exchange();
		expect(others(ben)).toMatchObject([{ cursor: caret(19) }]);
		expect(others(amina)).toMatchObject([{ section: 'why' }]);
		expect(amina.awareness.getLocalState()).toEqual({ cursor: caret(19) });
	});

	test('C44 who comes back is seen at once, though their own count has not moved', async () => {
		const { join, rest } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		amina.awareness.setLocalState({ section: 'why' });
		await rest();
		amina.drop();
		await rest();
		expect(others(ben)).toEqual([]);
		await join('amina', true, amina);
		await rest();
		expect(others(ben)).toMatchObject([{ section: 'why' }]);
	});

	test('C45 a caret goes with its connection', async () => {
		const { join, rest } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		amina.awareness.setLocalState({ section: 'why' });
		await rest();
		expect(others(ben)).toHaveLength(1);
		amina.drop();
		await rest();
		expect(others(ben)).toEqual([]);
	});
});
