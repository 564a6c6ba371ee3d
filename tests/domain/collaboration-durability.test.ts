// Durable before visible; keeping and putting away. The rules of server/domain/collaboration/SPEC.md, over people in memory and
// time turned by hand.
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { closeCode, messageType } from '#shared/collab-protocol.ts';
import { Known } from '#server/domain/collaboration/known.ts';
import * as limits from '#server/domain/collaboration/limits.ts';
import { Peer } from '../support/collab-peer.ts';
import { documentName } from '../support/collab-room.ts';
import {
	contentFrames,
	foldNow,
	withGate,
	workshops,
	writeApart
} from '../support/collab-rules.ts';

const workshop = workshops();

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
		for (let index = 0; index < 10; index++) amina.type('.');
		amina.deliver();
		await timers.advance(limits.savedWithin + limits.gatherFor);
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
		await shop.rest();
		expect(amina.saved).toBe(amina.sent);
		// C36: what was typed in a row while the batch was gathered is one update.
		expect(await shop.log()).toHaveLength(2);
	});

	test('C36 what one person types while a batch is gathered is one update for all the others', async () => {
		const { join, exchange, rest, log } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		await rest();
		ben.arrived.length = 0;
		for (const letter of 'one after the other') amina.type(letter);
		await exchange();
		await rest();
		expect(ben.text()).toBe('one after the other');
		expect(contentFrames(ben)).toHaveLength(1);
		expect(await log()).toHaveLength(1);
		expect(amina.saved).toBe(amina.sent);
	});

	test('C36 when very much comes, the next batch gathers longer, and a quiet workspace soon not', async () => {
		const { gate, wrap } = withGate();
		const { join, rest, timers } = workshop(wrap);
		const amina = await join('amina');
		await rest();
		const writtenAfter = async (milliseconds: number): Promise<number> => {
			const before = gate.tries;
			amina.type('.');
			amina.deliver();
			await timers.advance(milliseconds);
			return gate.tries - before;
		};
		writeApart(amina, 1_000);
		amina.deliver();
		await timers.settle();
		expect(await writtenAfter(2 * limits.gatherFor)).toBe(0);
		expect(await writtenAfter(limits.longestGathering)).toBe(1);
		await rest();
		expect(await writtenAfter(limits.gatherFor)).toBe(1);
		expect(await writtenAfter(2 * limits.gatherFor)).toBe(1);
	});

	test('C36 what is joined never comes before what it stands next to', async () => {
		const { join, exchange, rest, log } = workshop();
		const amina = await join('amina');
		const ben = await join('ben');
		ben.type('ben’s ');
		await exchange();
		// Amina writes, Ben writes, and she goes on right behind what he has just written, all within one batch.
		amina.type('hers ');
		ben.type('and his');
		for (const peer of [amina, ben]) peer.deliver();
		Y.applyUpdate(amina.doc, Y.encodeStateAsUpdate(ben.doc), amina);
		amina.type('!', amina.text().indexOf('and his') + 'and his'.length);
		amina.deliver();
		await exchange();
		await rest();
		const known = new Known();
		for (const { bytes } of await log()) expect(known.add(bytes)).toBe(true);
		expect(ben.text()).toBe(amina.text());
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
		const { join, timers, rooms } = workshop(wrap);
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
		writeApart(amina, 3 * limits.longestTail);
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
