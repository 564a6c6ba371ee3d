// Opening and writing. The rules of server/domain/collaboration/SPEC.md, over people in memory and
// time turned by hand.
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { closeCode, messageType, syncType } from '#shared/collab-protocol.ts';
import * as limits from '#server/domain/collaboration/limits.ts';
import {
	step1Message,
	step2Message,
	updateMessage
} from '#server/domain/collaboration/protocol.ts';
import { Peer } from '../support/collab-peer.ts';
import { documentName } from '../support/collab-room.ts';
import { contentFrames, foldNow, others, workshops } from '../support/collab-rules.ts';

const workshop = workshops();

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
		const { join, store, exchange, rest, rooms } = workshop();
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
		await ben.connect(rooms, documentName);
		ben.deliver();
		const kinds = contentFrames(ben).map((frame) => frame[1]);
		expect(kinds.at(-1)).toBe(syncType.step2);
		expect(kinds.slice(0, -1).every((kind) => kind === syncType.update)).toBe(true);
		while (!ben.isSynced) ben.take(1);
		expect(ben.text()).toBe('from the snapshot, and the log');
		await rest();
		ben.destroy();
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

describe('changes the server makes', () => {
	const append = (words: string) => (doc: Y.Doc) => {
		const text = doc.getText('text');
		text.insert(text.length, words);
	};

	test('C26 one is checked, numbered, stored with its member and passed on to everybody', async () => {
		const { join, exchange, rooms, store, rest } = workshop();
		const amina = await join('amina');
		amina.type('hers, ');
		await exchange();
		const made = rooms.edit(documentName, 'ben', append('put back'));
		await rest();
		expect(await made).toBe(2);
		await exchange();
		expect(amina.text()).toBe('hers, put back');
		expect((await store.readLog(documentName, 1, 10)).map(({ memberId }) => memberId)).toEqual([
			'ben'
		]);
	});

	test('C26 one that changes nothing writes nothing, and one to no document says so', async () => {
		const { rooms, store, rest } = workshop();
		const nothing = rooms.edit(documentName, 'ben', () => {});
		await rest();
		expect(await nothing).toBe(0);
		expect(await store.lastSeq(documentName)).toBe(0);
		await expect(rooms.edit('report-none', 'ben', append('x'))).rejects.toThrow('not-found');
	});

	test('C80 the removal of much that stood there is told once; of what one brings along, not', async () => {
		const { join, exchange, rooms, rest } = workshop();
		const told: unknown[] = [];
		rooms.onLargeDeletion((deletion) => told.push(deletion));
		const amina = await join('amina');
		amina.type('x'.repeat(limits.largeDeletion));
		await exchange();
		const text = amina.doc.getText('text');
		text.delete(0, limits.largeDeletion);
		await exchange();
		expect(told).toEqual([{ documentName, seq: 2, memberId: 'amina' }]);
		amina.drop();
		amina.type('y'.repeat(2 * limits.largeDeletion));
		text.delete(0, 2 * limits.largeDeletion);
		await amina.connect(rooms, documentName);
		await exchange();
		await rest();
		expect(told).toHaveLength(1);
	});

	test('a notice reaches everybody in the document', async () => {
		const { join, rooms } = workshop();
		const people = [await join('amina'), await join('reader', false)];
		rooms.notify(documentName, {
			kind: 'cleared',
			field: 'body',
			memberId: 'amina',
			name: 'Amina',
			at: '',
			versionId: 'v1',
			words: 120
		});
		for (const person of people) {
			const [notice] = person.frames(messageType.notice);
			expect(Buffer.from(notice ?? []).toString()).toContain('"words":120');
		}
	});
});
