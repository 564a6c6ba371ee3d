// Hostile and slow lines. The rules of server/domain/collaboration/SPEC.md, over people in memory and
// time turned by hand.
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { closeCode, messageType } from '#shared/collab-protocol.ts';
import * as limits from '#server/domain/collaboration/limits.ts';
import {
	presenceMessage,
	step1Message,
	updateMessage,
	varUints
} from '#server/domain/collaboration/protocol.ts';
import { contentFrames, foldNow, workshops } from '../support/collab-rules.ts';

const workshop = workshops();

describe('hostile and slow lines', () => {
	const character = (): Uint8Array => {
		const doc = new Y.Doc();
		doc.getText('text').insert(0, 'x');
		return Y.encodeStateAsUpdate(doc);
	};

	test.each<[string, Uint8Array]>([
		['nothing', new Uint8Array(0)],
		['an unknown number', Uint8Array.of(77)],
		['an unknown sync message', Uint8Array.of(0, 9, 0)],
		['a length and no bytes', Uint8Array.of(0, 2, 255, 255, 255, 255, 15)],
		['a number without an end', new Uint8Array(40).fill(255)],
		['an empty update message', Uint8Array.of(0, 2, 0)],
		['an update of noise', updateMessage(Uint8Array.from({ length: 60 }, (_, i) => (i * 7) % 256))],
		[
			'an update that promises a million edits',
			updateMessage(Uint8Array.of(1, 192, 132, 61, 1, 0))
		],
		['an update with a tail', updateMessage(Uint8Array.from([...character(), 1, 2, 3]))],
		['a state vector of noise', step1Message(Uint8Array.of(9, 9, 9))],
		['presence that is not JSON', presenceMessage(Uint8Array.of(1, 1, 1, 1, 123))],
		['presence with a tail', presenceMessage(Uint8Array.of(0, 0))]
	])('C04 %s costs one connection and nobody else', async (_, frame) => {
		const { join, exchange, log } = workshop();
		const amina = await join('amina');
		const mallory = await join('mallory');
		const reader = await join('reader', false);
		mallory.send(frame);
		reader.send(frame);
		await exchange();
		expect(mallory.closed?.code).toBe(closeCode.notTheProtocol);
		expect(reader.closed?.code).toBe(closeCode.notTheProtocol);
		amina.type('still here');
		await exchange();
		expect(amina.closed).toBeNull();
		expect(await log()).toHaveLength(1);
	});

	test('C05 who sends without end is closed, and the budget grows back with time', async () => {
		const { join } = workshop();
		const flood = await join('flood');
		const json = Buffer.from(JSON.stringify({ junk: 'x'.repeat(60_000) }));
		const entry = [...varUints([1, 7, 1, json.length]), ...json];
		const junk = presenceMessage(Uint8Array.from(entry));
		for (let index = 0; index < 1_000 && flood.closed === null; index++) flood.send(junk);
		expect(flood.closed?.code).toBe(closeCode.tooFast);
		const budget = limits.createBudget(0);
		expect(budget.spend(limits.burstBudget - 2 * limits.framePrice, 0)).toBe(true);
		expect(budget.spend(1_000, 0)).toBe(false);
		expect(budget.spend(1_000, 10_000)).toBe(true);
	});

	test('C06 somebody alone and idle still hears from the server', async () => {
		const { join, timers } = workshop();
		const amina = await join('amina');
		amina.arrived.length = 0;
		await timers.advance(3 * limits.heartbeat);
		expect(amina.frames(messageType.awareness)).toHaveLength(2);
	});

	test('C50 a line above the first mark goes without presence', async () => {
		const { join, rest } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		ben.unsent = limits.presenceMark + 1;
		ben.arrived.length = 0;
		amina.awareness.setLocalState({ section: 'why' });
		amina.type('text still comes');
		await rest();
		expect(ben.frames(messageType.awareness)).toHaveLength(0);
		expect(ben.text()).toBe('text still comes');
	});

	test('C51 a line that does not drain misses nothing once it does', async () => {
		const { join, exchange, timers } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		ben.unsent = limits.stopMark + 1;
		ben.arrived.length = 0;
		for (const letter of 'patience') {
			amina.type(letter);
			await exchange();
		}
		expect(contentFrames(ben)).toHaveLength(0);
		ben.unsent = 0;
		await timers.advance(2 * limits.drainCheck);
		amina.type('!');
		await exchange();
		expect(ben.text()).toBe('patience!');
	});

	test('C51 it misses nothing either when the log was folded meanwhile', async () => {
		const shop = workshop();
		const amina = await shop.join('amina');
		const ben = await shop.join('ben');
		ben.unsent = limits.stopMark + 1;
		amina.type('before ');
		await shop.exchange();
		await foldNow(shop, amina);
		ben.unsent = 0;
		await shop.rest();
		expect(ben.text()).toBe(amina.text());
	});

	test('C51 a line that never drains is closed', async () => {
		const { join, exchange, timers } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		ben.unsent = limits.stopMark + 1;
		amina.type('hello?');
		await exchange();
		await timers.advance(limits.longestBehind + 1_000);
		expect(ben.closed?.code).toBe(closeCode.overloaded);
	});

	test('C52 asking again without reading is closed', async () => {
		const { join } = workshop();
		const ben = await join('ben');
		ben.unsent = limits.stopMark + 1;
		ben.send(step1Message(Uint8Array.of(0)));
		expect(ben.closed?.code).toBe(closeCode.overloaded);
	});
});
