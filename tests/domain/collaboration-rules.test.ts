// The rules of server/domain/collaboration/SPEC.md, over people in memory and time turned by hand.
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { closeCode, messageType, syncType } from '#shared/collab-protocol.ts';
import * as limits from '#server/domain/collaboration/limits.ts';
import {
	presenceMessage,
	step1Message,
	step2Message,
	updateMessage,
	varUints
} from '#server/domain/collaboration/protocol.ts';
import type { DocumentStore } from '#server/domain/collaboration/document-store.ts';
import { Peer } from '../support/collab-peer.ts';
import { documentName, openWorkshop, type Workshop } from '../support/collab-room.ts';

const open: Workshop[] = [];
function workshop(wrap?: (store: DocumentStore) => DocumentStore): Workshop {
	const opened = openWorkshop(wrap);
	open.push(opened);
	return opened;
}
afterEach(() => {
	for (const opened of open.splice(0)) opened.close();
});

/** A store whose writing can be held up, or made to fail. */
function withGate() {
	const gate = {
		isShut: false,
		error: null as Error | null,
		opens: [] as (() => void)[],
		tries: 0
	};
	const wrap = (store: DocumentStore): DocumentStore => ({
		...store,
		async append(entries) {
			gate.tries++;
			if (gate.error !== null) throw gate.error;
			if (gate.isShut) await new Promise<void>((resolve) => gate.opens.push(resolve));
			return store.append(entries);
		}
	});
	return {
		gate,
		wrap,
		release(): void {
			gate.isShut = false;
			for (const resolve of gate.opens.splice(0)) resolve();
		}
	};
}

const contentFrames = (peer: Peer): Uint8Array[] =>
	peer.frames(messageType.sync).filter((frame) => frame[1] !== syncType.step1);

/** What an awareness instance shows of everybody else. */
const others = (peer: Peer): unknown[] =>
	[...peer.awareness.getStates()]
		.filter(([client]) => client !== peer.doc.clientID)
		.map(([, state]) => state);

describe('opening', () => {
	test('C10 a newcomer sees at once who is here', async () => {
		const { join, rest } = workshop();
		const amina = await join('amina');
		amina.awareness.setLocalState({ section: 'why' });
		await rest();
		const ben = await join('ben');
		expect(others(ben)).toMatchObject([{ section: 'why', user: { memberId: 'amina' } }]);
	});

	test('C11 a writer is asked for what the server lacks, a reader is not', async () => {
		const { join } = workshop();
		const asked = (peer: Peer) =>
			peer.arrived.filter((frame) => frame[0] === messageType.sync && frame[1] === syncType.step1);
		expect(asked(await join('writer'))).toHaveLength(1);
		expect(asked(await join('reader', false))).toHaveLength(0);
	});

	test('C12 “synced” is said when everything is there: snapshot, then each later update', async () => {
		const { join, store, exchange, rest } = workshop();
		const first = new Y.Doc();
		first.getText('text').insert(0, 'from the snapshot, ');
		await store.append([
			{ documentName, seq: 1, memberId: null, at: '', bytes: Y.encodeStateAsUpdate(first) }
		]);
		await store.saveSnapshot({ documentName, seq: 1, at: '', bytes: Y.encodeStateAsUpdate(first) });
		const amina = await join('amina');
		for (const letter of 'and the log') {
			amina.type(letter);
			await exchange();
		}
		const ben = new Peer('ben');
		await ben.connect(workshopRooms(), documentName);
		ben.deliver();
		const kinds = contentFrames(ben).map((frame) => frame[1]);
		expect(kinds.at(-1)).toBe(syncType.step2);
		expect(kinds.slice(0, -1).every((kind) => kind === syncType.update)).toBe(true);
		while (!ben.isSynced) ben.take(1);
		expect(ben.text()).toBe('from the snapshot, and the log');
		await rest();
		ben.destroy();

		function workshopRooms() {
			return (open[0] as Workshop).rooms;
		}
	});

	test('C13 who comes back with the snapshot gets only its deletions and what came later', async () => {
		const shop = workshop();
		const amina = await shop.join('amina');
		amina.type('x'.repeat(40_000));
		await shop.exchange();
		const ben = await shop.join('ben');
		ben.drop();
		amina.doc.getText('text').delete(0, 1);
		await shop.exchange();
		await foldNow(shop, amina);
		amina.type('!');
		await shop.exchange();
		ben.arrived.length = 0;
		await shop.join('ben', true, ben);
		const bytes = contentFrames(ben).reduce((sum, frame) => sum + frame.length, 0);
		expect(bytes).toBeLessThan(limits.longestTail * 60);
		expect(ben.text()).toBe(amina.text());
	});

	test('C13 who lacks part of a large snapshot gets the difference', async () => {
		const shop = workshop();
		const amina = await shop.join('amina');
		amina.type('x'.repeat(40_000));
		await shop.exchange();
		const ben = await shop.join('ben');
		ben.drop();
		await foldNow(shop, amina);
		ben.arrived.length = 0;
		await shop.join('ben', true, ben);
		expect(contentFrames(ben).reduce((sum, frame) => sum + frame.length, 0)).toBeLessThan(20_000);
		expect(ben.text()).toBe(amina.text());
	});

	test('C14 who has not had the document yet is not sent pieces of it', async () => {
		const { join, exchange, rooms, peers } = workshop();
		const amina = await join('amina');
		const ben = new Peer('ben');
		await ben.connect(rooms, documentName);
		ben.outgoing = [];
		amina.type('before');
		await exchange();
		expect(contentFrames(ben)).toHaveLength(0);
		ben.outgoing.push(step1Message(Y.encodeStateVector(ben.doc)));
		peers.push(ben);
		await exchange();
		expect(ben.text()).toBe('before');
	});
});

/** Types and deletes until the log is folded into a snapshot. */
async function foldNow(shop: Workshop, writer: Peer): Promise<void> {
	for (let index = 0; index <= limits.longestTail; index++) writer.type('.');
	await shop.exchange();
	await shop.rest();
	const stored = await shop.store.load(documentName);
	expect(stored?.snapshot).not.toBeNull();
}

describe('writing', () => {
	test('[F1] C20 what a reader sends is neither stored, passed on nor counted', async () => {
		const { join, exchange, rest, log } = workshop();
		const writer = await join('writer');
		const reader = await join('reader', false);
		writer.type('ours');
		await exchange();
		const before = (await log()).length;
		const forged = new Y.Doc();
		forged.getText('text').insert(0, 'theirs');
		reader.send(step2Message(Y.encodeStateAsUpdate(forged)));
		reader.send(updateMessage(Y.encodeStateAsUpdate(forged)));
		reader.type('and more');
		await exchange();
		await rest();
		expect(await log()).toHaveLength(before);
		expect(writer.text()).toBe('ours');
		expect(reader.frames(messageType.saved)).toHaveLength(0);
		expect(reader.closed).toBeNull();
	});

	test('C21 C24 an update that builds on edits nobody has closes the connection', async () => {
		const { join, exchange, log } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		ben.type('fine');
		await exchange();
		const elsewhere = new Y.Doc();
		elsewhere.getText('text').insert(0, 'lost');
		const vector = Y.encodeStateVector(elsewhere);
		elsewhere.getText('text').insert(4, ' and found');
		amina.send(step2Message(Y.encodeStateAsUpdate(elsewhere, vector)));
		expect(amina.closed?.code).toBe(closeCode.notTheProtocol);
		expect(await log()).toHaveLength(1);
		ben.type('!');
		await exchange();
		expect(await log()).toHaveLength(2);
	});

	test('C22 coming back brings nothing new: counted, neither stored nor passed on', async () => {
		const { join, exchange, rest, log } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		amina.type('hello');
		amina.doc.getText('text').delete(1, 2);
		await exchange();
		const before = (await log()).length;
		ben.arrived.length = 0;
		amina.drop();
		await join('amina', true, amina);
		await rest();
		expect(await log()).toHaveLength(before);
		expect(contentFrames(ben)).toHaveLength(0);
		expect(amina.saved).toBe(amina.sent);
	});

	test('C23 an edit that overtakes its predecessors is asked for again, and heals', async () => {
		const { join, exchange, rest, log } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		amina.type('one ');
		amina.type('two ');
		amina.outgoing.shift();
		amina.type('three');
		amina.deliver();
		expect(await log()).toHaveLength(0);
		await exchange();
		await rest();
		expect(ben.text()).toBe('one two three');
		// The frame that got lost is counted by nobody; the others and the step 2 are.
		expect(amina.saved).toBe(amina.sent - 1);
	});

	test('C23 C31 what was not taken is not called saved, whatever else is taken meanwhile', async () => {
		const { join, exchange, rest, timers, log } = workshop();
		const amina = await join('amina');
		amina.type('there already');
		await rest();
		const savedBefore = amina.saved;
		const taken = (await log()).length;
		amina.type('lost on the way');
		amina.outgoing.shift();
		amina.type('not taken');
		amina.doc.getText('text').delete(0, 1);
		amina.deliver();
		await timers.advance(1_000);
		expect(await log()).toHaveLength(taken + 1);
		while (amina.incoming.some((frame) => frame[0] === messageType.saved)) amina.take(1);
		expect(amina.saved).toBe(savedBefore);
		await exchange();
		await rest();
		// One frame never arrived; the server counts what came.
		expect(amina.saved).toBe(amina.sent - 1);
	});

	test('C25 the log says who wrote what, numbered without a gap', async () => {
		const { join, exchange, log } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		for (let index = 0; index < 5; index++) {
			amina.type('a');
			ben.type('b', 0);
			await exchange();
		}
		const entries = await log();
		expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		expect(new Set(entries.map(({ memberId }) => memberId))).toEqual(new Set(['amina', 'ben']));
	});

	test('two people who write the same place at once end with the same text', async () => {
		const { join, exchange } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		amina.type('left');
		ben.type('right');
		await exchange();
		expect(amina.text()).toBe(ben.text());
		expect(amina.text()).toHaveLength(9);
	});
});

describe('durable before visible', () => {
	test('[F24] C30 nobody sees an edit, and nobody is told “saved”, before it is on the disk', async () => {
		const { gate, wrap, release } = withGate();
		const { join, exchange, rest } = workshop(wrap);
		const amina = await join('amina');
		const ben = await join('ben');
		await rest();
		const savedBefore = amina.saved;
		gate.isShut = true;
		amina.type('not yet');
		await exchange();
		await rest();
		expect(ben.text()).toBe('');
		expect(amina.saved).toBe(savedBefore);
		release();
		await exchange();
		await rest();
		expect(ben.text()).toBe('not yet');
		expect(amina.saved).toBe(amina.sent);
	});

	test('C30 an edit is not sent back to the one who made it', async () => {
		const { join, exchange } = workshop();
		const amina = await join('amina');
		amina.arrived.length = 0;
		amina.type('mine');
		await exchange();
		expect(contentFrames(amina)).toHaveLength(0);
	});

	test('C31 “saved” counts the frames of this connection, from 1 on each', async () => {
		const { join, exchange, rest } = workshop();
		const amina = await join('amina');
		amina.type('a');
		amina.type('b');
		await exchange();
		await rest();
		expect(amina.saved).toBe(3);
		amina.drop();
		await join('amina', true, amina);
		await rest();
		expect(amina.saved).toBe(1);
	});

	test('C32 a fast typist hears “saved” once for many edits, within 200 ms', async () => {
		const { join, exchange, timers, rest } = workshop();
		const amina = await join('amina');
		await rest();
		amina.arrived.length = 0;
		for (let index = 0; index < 10; index++) {
			amina.type('.');
			await exchange();
		}
		await timers.advance(limits.savedWithin);
		expect(amina.frames(messageType.saved)).toHaveLength(1);
		await exchange();
		expect(amina.saved).toBe(amina.sent);
	});

	test('C33 what arrives while the disk is busy goes down in one batch, of all documents', async () => {
		const { gate, wrap, release } = withGate();
		const shop = workshop(wrap);
		shop.store.create('report-2');
		const amina = await shop.join('amina');
		const ben = new Peer('ben');
		shop.peers.push(ben);
		await ben.connect(shop.rooms, 'report-2');
		await shop.exchange();
		gate.isShut = true;
		amina.type('1');
		await shop.exchange();
		expect(gate.tries).toBe(1);
		for (let index = 0; index < 5; index++) {
			amina.type('2');
			ben.type('3');
			await shop.exchange();
		}
		expect(gate.tries).toBe(1);
		release();
		await shop.exchange();
		expect(gate.tries).toBe(2);
		expect(await shop.log()).toHaveLength(6);
	});

	test.each([
		'database is locked',
		'database or disk is full',
		'attempt to write a readonly database'
	])(
		'[F21] C34 while saving fails (%s) everybody is told, nothing is dropped, and it goes on by itself',
		async (reason) => {
			const { gate, wrap } = withGate();
			const { join, exchange, rest, timers, log } = workshop(wrap);
			const amina = await join('amina');
			const ben = await join('ben');
			gate.error = new Error(reason);
			amina.type('kept ');
			await exchange();
			expect(amina.isTrouble).toBe(true);
			expect(ben.isTrouble).toBe(true);
			expect(ben.text()).toBe('');
			amina.type('and kept on');
			await timers.advance(3_000);
			await exchange();
			const carla = await join('carla');
			expect(carla.isTrouble).toBe(true);
			expect(carla.text()).toBe('');
			expect(await log()).toHaveLength(0);
			gate.error = null;
			await timers.advance(limits.longestRetry);
			await exchange();
			await rest();
			expect([amina, ben, carla].map((peer) => peer.isTrouble)).toEqual([false, false, false]);
			expect(ben.text()).toBe('kept and kept on');
			expect(carla.text()).toBe('kept and kept on');
			expect(amina.saved).toBe(amina.sent);
		}
	);

	test('[F21] C62 a document with unsaved work is not put away, however long nobody is there', async () => {
		const { gate, wrap } = withGate();
		const { join, exchange, timers, rooms, log } = workshop(wrap);
		const amina = await join('amina');
		gate.error = new Error('disk full');
		amina.type('last words');
		await exchange();
		amina.drop();
		await timers.advance(10 * limits.linger);
		expect(rooms.stats().rooms).toBe(1);
		gate.error = null;
		await timers.advance(limits.longestRetry);
		expect(await log()).toHaveLength(1);
		await timers.advance(limits.linger);
		expect(rooms.stats().rooms).toBe(0);
	});

	test('C35 when too much waits for the disk, writers are sent away with what they have', async () => {
		const { gate, wrap } = withGate();
		const { join, exchange, timers, rooms } = workshop(wrap);
		gate.error = new Error('disk full');
		const large = new Uint8Array(limits.largestFrame - 1_000);
		const writers: Peer[] = [];
		for (let index = 0; index < 4; index++) {
			const writer = await join(`writer-${index}`);
			writers.push(writer);
			for (let page = 0; page < 5; page++) writer.doc.getMap('binary').set(`${page}`, large);
			writer.deliver();
		}
		expect(writers.map((writer) => writer.closed?.code)).toEqual([
			undefined,
			undefined,
			undefined,
			closeCode.overloaded
		]);
		gate.error = null;
		await timers.advance(limits.longestRetry);
		expect(rooms.stats().waiting).toBe(0);
	});

	test('C64 on shutdown all is written and called saved, then everybody is told to come back', async () => {
		const { join, log, rooms, timers } = workshop();
		const amina = await join('amina');
		amina.type('good night');
		amina.deliver();
		const closing = rooms.close();
		await timers.settle();
		await closing;
		amina.take();
		expect(await log()).toHaveLength(1);
		expect(amina.saved).toBe(amina.sent);
		expect(amina.closed?.code).toBe(closeCode.restarting);
		expect(await rooms.open(documentName)).toBeNull();
	});
});

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

describe('keeping and putting away', () => {
	test('C60 however many open a document at once, it is loaded once', async () => {
		let loads = 0;
		const shop = workshop((store) => ({
			...store,
			load(name) {
				loads++;
				return store.load(name);
			}
		}));
		const opened = await Promise.all(
			Array.from({ length: 20 }, () => shop.rooms.open(documentName))
		);
		expect(loads).toBe(1);
		expect(await shop.rooms.open('no-such-document')).toBeNull();
		for (const document of opened) document?.letGo();
	});

	test('C60 a failed load is forgotten', async () => {
		let fails = true;
		const shop = workshop((store) => ({
			...store,
			load: (name) => (fails ? Promise.reject(new Error('locked')) : store.load(name))
		}));
		await expect(shop.rooms.open(documentName)).rejects.toThrow('locked');
		fails = false;
		expect(await shop.rooms.open(documentName)).not.toBeNull();
	});

	test('C61 a long log is folded while writing goes on, and the log stays', async () => {
		const shop = workshop();
		const amina = await shop.join('amina');
		await foldNow(shop, amina);
		const stored = await shop.store.load(documentName);
		expect(stored?.tail.length).toBeLessThan(limits.longestTail);
		expect(await shop.log()).toHaveLength(limits.longestTail + 1);
		const ben = await shop.join('ben');
		expect(ben.text()).toBe(amina.text());
	});

	test('C61 when folding fails, writing goes on', async () => {
		const shop = workshop((store) => ({
			...store,
			saveSnapshot: () => Promise.reject(new Error('disk full'))
		}));
		const amina = await shop.join('amina');
		for (let index = 0; index < 3 * limits.longestTail; index++) amina.type('.');
		await shop.exchange();
		await shop.rest();
		expect(amina.saved).toBe(amina.sent);
		expect((await shop.join('ben')).text()).toBe(amina.text());
	});

	test('[F19] C62 a document reloaded under its writers holds everything once', async () => {
		const shop = workshop();
		const amina = await shop.join('amina');
		const ben = await shop.join('ben');
		amina.type('once ');
		ben.type('and only once');
		await shop.exchange();
		const before = await shop.log();
		for (let restart = 0; restart < 3; restart++) {
			shop.crash();
			await shop.join('amina', true, amina);
			await shop.join('ben', true, ben);
		}
		await shop.rest();
		expect(amina.text()).toBe(ben.text());
		expect(amina.text()).toHaveLength('once and only once'.length);
		expect(await shop.log()).toHaveLength(before.length);
	});

	test('[F24] C30 when the process dies, nothing that was seen or called saved is missing', async () => {
		const { gate, wrap } = withGate();
		const shop = workshop(wrap);
		const amina = await shop.join('amina');
		const ben = await shop.join('ben');
		amina.type('seen ');
		await shop.exchange();
		await shop.rest();
		gate.isShut = true;
		amina.type('not yet written ');
		await shop.exchange();
		const seen = ben.text();
		shop.crash();
		gate.isShut = false;
		const carla = await shop.join('carla');
		expect(carla.text()).toBe(seen);
		await shop.join('amina', true, amina);
		expect(carla.text()).toBe('seen not yet written ');
	});

	test('C62 memory is given back 30 s after the last one left, and not before', async () => {
		const { join, exchange, timers, rooms } = workshop();
		const amina = await join('amina');
		amina.type('stays');
		await exchange();
		amina.drop();
		await timers.advance(limits.linger - 1_000);
		expect(rooms.stats().rooms).toBe(1);
		await timers.advance(2_000);
		expect(rooms.stats().rooms).toBe(0);
		expect((await join('ben')).text()).toBe('stays');
	});

	test('C63 when another process has written to the log, everybody comes back to it as it is', async () => {
		const { join, exchange, rest, store, peers } = workshop();
		const amina = await join('amina');
		const foreign = new Y.Doc();
		foreign.getText('text').insert(0, 'restored by hand. ');
		await store.append([
			{ documentName, seq: 1, memberId: null, at: '', bytes: Y.encodeStateAsUpdate(foreign) }
		]);
		amina.type('mine');
		await exchange();
		expect(amina.closed?.code).toBe(closeCode.restarting);
		await join('amina', true, amina);
		await rest();
		expect(amina.text()).toContain('restored by hand. ');
		expect(amina.text()).toContain('mine');
		expect(amina.saved).toBe(amina.sent);
		expect(peers).toHaveLength(1);
	});
});
