// What is stored of a text may be damaged. Rule numbers are those of server/domain/collaboration/SPEC.md.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createIntegrity, createMending } from '#server/domain/collaboration/integrity.ts';
import { foldUpdates } from '#server/domain/collaboration/folding.ts';
import { Known } from '#server/domain/collaboration/known.ts';
import { createRooms, type Rooms } from '#server/domain/collaboration/rooms.ts';
import { unobserved } from '#server/domain/collaboration/observer.ts';
import type { DocumentStore, LogEntry } from '#server/domain/collaboration/document-store.ts';
import { createLog } from '#server/kernel/log.ts';
import { createIntegrityRecords } from '#server/storage/integrity.ts';
import { createKyselyDocumentStore } from '#server/storage/document-store.kysely.ts';
import { Peer } from '../support/collab-peer.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { manualTimers } from '../support/manual-timers.ts';

const at = '2026-11-23T10:00:00.000Z';
const letters = 'abcdefghij';

forEachDialect((dialect, open) => {
	let database: Opened;
	let documents: DocumentStore;
	const timers = manualTimers();
	const log = createLog('silent');
	const fold = async (updates: readonly Uint8Array[]) => foldUpdates(updates);
	let tests = 0;
	let name = '';

	beforeAll(async () => {
		database = await open();
		documents = createKyselyDocumentStore(database.db);
	});
	afterAll(() => database.close());

	const records = () =>
		createIntegrityRecords({
			db: database.db,
			kind: dialect === 'SQLite' ? 'sqlite' : 'postgres',
			wasCutOff: true
		});
	const mending = () =>
		createMending({ documents, thinned: records().thinned, fold, clock: timers.clock, log });
	const integrity = () =>
		createIntegrity({ mending: mending(), records: records(), clock: timers.clock, log });

	/** A document into which two people have typed the letters in turn, an update each. */
	async function written(): Promise<Uint8Array[]> {
		name = `text-${++tests}`;
		await database.store.documents.create(name, 'report', at);
		const updates: Uint8Array[] = [];
		const docs = [new Y.Doc(), new Y.Doc()];
		for (const doc of docs) {
			doc.on('update', (update: Uint8Array, origin: unknown) => {
				if (origin === 'other') return;
				updates.push(update);
				for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, 'other');
			});
		}
		for (const [index, letter] of [...letters].entries()) {
			const text = docs[index % 2]?.getText(index % 2 === 0 ? 'even' : 'odd');
			text?.insert(text.length, letter);
		}
		const entries = updates.map((bytes, index): LogEntry => ({
			documentName: name,
			seq: index + 1,
			memberId: null,
			at,
			bytes
		}));
		expect(await documents.append(entries)).toBe('stored');
		return updates;
	}

	async function snapshotAt(seq: number, updates: readonly Uint8Array[]): Promise<void> {
		const bytes = foldUpdates(updates.slice(0, seq));
		await documents.saveSnapshot({ documentName: name, seq, at, bytes });
	}

	/** What a disk does. */
	const overwrite = (seq: number, bytes: Uint8Array) =>
		database.db
			.updateTable('document_updates')
			.set({ bytes })
			.where('document_name', '=', name)
			.where('seq', '=', seq)
			.execute();
	const overwriteSnapshot = (bytes: Uint8Array) =>
		database.db
			.updateTable('document_snapshots')
			.set({ bytes })
			.where('document_name', '=', name)
			.execute();
	const lose = (seq: number) =>
		database.db
			.deleteFrom('document_updates')
			.where('document_name', '=', name)
			.where('seq', '=', seq)
			.execute();

	const setAside = () =>
		database.db
			.selectFrom('document_updates_set_aside')
			.selectAll()
			.where('document_name', '=', name)
			.orderBy('seq')
			.execute();

	async function flushed(rooms: Rooms): Promise<void> {
		const done = rooms.flush();
		await timers.advance(100);
		await done;
	}

	/** What somebody reads who opens the document; and that writing goes on in it. */
	async function read(): Promise<string> {
		const rooms = createRooms({
			documents,
			clock: timers.clock,
			timers,
			log,
			observer: unobserved,
			allPutAway() {},
			fold,
			mend: mending().mend
		});
		const peer = new Peer('amina');
		await peer.connect(rooms, name);
		const exchange = async (): Promise<void> => {
			await timers.settle();
			peer.deliver();
			await timers.settle();
			peer.take();
		};
		await exchange();
		await exchange();
		expect(peer.isSynced).toBe(true);
		const text = `${peer.text('even')} ${peer.text('odd')}`;
		peer.type('.', 0, 'even');
		peer.deliver();
		await flushed(rooms);
		expect((await documents.load(name))?.tail.length).toBeGreaterThan(0);
		await rooms.close();
		peer.destroy();
		return text;
	}

	test('C65 a text that is whole is left as it is', async () => {
		const updates = await written();
		await snapshotAt(4, updates);
		expect(await mending().mend(name)).toBeNull();
		expect(await read()).toBe('acegi bdfhj');
		expect(await setAside()).toEqual([]);
	});

	describe('C65 [F21] a text opens with everything that is sound', () => {
		test('when an update cannot be read: what builds on it waits aside with it, the rest stays', async () => {
			await written();
			const junk = Uint8Array.from([9, 9, 9]);
			await overwrite(5, junk);
			expect(await read()).toBe('ac bdfhj');
			const kept = await setAside();
			expect(kept.map(({ seq, reason }) => [seq, reason])).toEqual([
				[5, 'it cannot be read'],
				[7, 'it builds on edits that are missing'],
				[9, 'it builds on edits that are missing']
			]);
			expect([...(kept[0]?.bytes ?? [])]).toEqual([...junk]);
			const numbers = (await documents.readLog(name, 0, 100)).map(({ seq }) => seq);
			expect(numbers).toEqual(numbers.map((_, index) => index + 1));
		});

		test('when an update has got lost', async () => {
			await written();
			await lose(2);
			expect(await read()).toBe('acegi ');
			expect((await setAside()).map(({ seq }) => seq)).toEqual([4, 6, 8, 10]);
		});

		test('and nothing that was set aside is changed: put back by hand, it is all there', async () => {
			const updates = await written();
			await lose(2);
			await mending().mend(name);
			await overwrite(2, updates[1] ?? new Uint8Array());
			for (const { seq, bytes } of await setAside()) await overwrite(seq, bytes);
			expect(await read()).toBe('acegi bdfhj');
		});

		test('and who was writing brings back what the disk has lost', async () => {
			const updates = await written();
			await overwrite(5, Uint8Array.of(1));
			const rooms = createRooms({
				documents,
				clock: timers.clock,
				timers,
				log,
				observer: unobserved,
				allPutAway() {},
				fold,
				mend: mending().mend
			});
			const doc = new Y.Doc();
			for (const update of updates) Y.applyUpdate(doc, update);
			const peer = new Peer('ben', doc);
			await peer.connect(rooms, name);
			for (let turn = 0; turn < 3; turn++) {
				await timers.settle();
				peer.take();
				peer.deliver();
			}
			await flushed(rooms);
			await rooms.close();
			peer.destroy();
			expect(await read()).toBe('acegi bdfhj');
		});
	});

	describe('C66 a snapshot that is damaged', () => {
		test('is made again from the log, and nothing is missing', async () => {
			const updates = await written();
			await snapshotAt(6, updates);
			await overwriteSnapshot(Uint8Array.of(200, 1));
			expect(await read()).toBe('acegi bdfhj');
			expect((await setAside()).map(({ part, seq }) => [part, seq])).toEqual([['snapshot', 6]]);
			expect((await documents.load(name))?.snapshot?.seq).toBe(6);
		});

		test('leaves what the log still has when that is damaged too', async () => {
			const updates = await written();
			await snapshotAt(6, updates);
			await overwriteSnapshot(new Uint8Array());
			await overwrite(1, Uint8Array.of(7));
			expect(await read()).toBe(' bdfhj');
			expect((await setAside()).map(({ part, seq }) => [part, seq])).toEqual(
				[
					['snapshot', 6],
					['update', 1],
					['update', 3],
					['update', 5],
					['update', 7],
					['update', 9]
				].sort((one, other) => Number(one[1]) - Number(other[1]))
			);
		});

		test('that has come through while the end of the log got lost: writing goes on after it', async () => {
			const updates = await written();
			await snapshotAt(10, updates);
			for (const seq of [8, 9, 10]) await lose(seq);
			await integrity().checkAtStart();
			expect(await read()).toBe('acegi bdfhj');
		});
	});

	test('C66 C69 what was put together when history was thinned may build on each other both ways', async () => {
		name = `text-${++tests}`;
		await database.store.documents.create(name, 'report', at);
		const [amina, ben] = [new Y.Doc(), new Y.Doc()];
		const turn = (writer: Y.Doc, reader: Y.Doc, words: string): void => {
			writer.getText('even').insert(writer.getText('even').length, words);
			Y.applyUpdate(reader, Y.encodeStateAsUpdate(writer));
		};
		for (const words of ['a', 'b', 'c']) {
			turn(amina, ben, words);
			turn(ben, amina, words.toUpperCase());
		}
		const everything = Y.encodeStateAsUpdate(amina);
		const reach = Y.decodeStateVector(Y.encodeStateVector(amina));
		/** All that was not written by this one. */
		const rowWithout = ({ clientID }: Y.Doc): Uint8Array =>
			Y.diffUpdate(
				everything,
				Y.encodeStateVector(new Map([[clientID, reach.get(clientID) ?? 0]]))
			);
		const rows = [rowWithout(ben), rowWithout(amina)];
		for (const row of rows) expect(new Known().take(row).is).toBe('gap');
		await documents.append(
			rows.map((bytes, index) => ({
				documentName: name,
				seq: index + 1,
				memberId: null,
				at,
				bytes
			}))
		);
		await database.db
			.insertInto('document_thinned_stretches')
			.values({ document_name: name, first_seq: 1, last_seq: 2, resolution: 'hour' })
			.execute();
		await snapshotAt(2, rows);
		expect(
			(await integrity().verify()).damaged.filter((each) => each.documentName === name)
		).toEqual([]);
		await overwriteSnapshot(Uint8Array.of(1));
		expect(await read()).toBe('aAbBcC ');
		expect((await setAside()).map(({ part }) => part)).toEqual(['snapshot']);
	});

	test('C67 a repair is made whole or not at all', async () => {
		await written();
		await overwrite(5, Uint8Array.of(9));
		const before = await documents.readLog(name, 0, 100);
		const repair = {
			documentName: name,
			at,
			updates: [{ seq: 5, reason: 'damaged' }],
			// This number is taken: the repair cannot be finished.
			missing: [6],
			snapshot: null
		};
		await expect(documents.setAside(repair)).rejects.toThrow();
		expect(await documents.readLog(name, 0, 100)).toEqual(before);
		expect(await setAside()).toEqual([]);
	});

	test('C68 a start looks only at what has changed since it was found whole', async () => {
		await written();
		// The first may mend what the tests before have left, and the second find that whole.
		expect((await integrity().checkAtStart()).checked).toBeGreaterThan(0);
		await integrity().checkAtStart();
		expect(await integrity().checkAtStart()).toEqual({
			damaged: [],
			checked: 0,
			left: 0,
			file: null
		});
		const more = new Y.Doc();
		more.getText('even').insert(0, 'later');
		const bytes = Y.encodeStateAsUpdate(more);
		await documents.append([{ documentName: name, seq: 11, memberId: null, at, bytes }]);
		expect(await integrity().checkAtStart()).toEqual({
			damaged: [],
			checked: 1,
			left: 0,
			file: null
		});
	});

	test('C68 a start sets aside what is damaged, tells of it once, and leaves the rest to be opened', async () => {
		await written();
		await overwrite(10, new Uint8Array());
		const { damaged } = await integrity().checkAtStart();
		expect(damaged).toEqual([
			{
				documentName: name,
				snapshot: null,
				updates: [{ seq: 10, reason: 'it cannot be read' }],
				missing: []
			}
		]);
		expect((await integrity().checkAtStart()).damaged).toEqual([]);
		expect(await read()).toBe('acegi bdfh');
	});

	test('C69 verifying finds damage in the history too, and changes nothing', async () => {
		const updates = await written();
		await snapshotAt(6, updates);
		await overwrite(2, Uint8Array.of(9));
		expect(await mending().mend(name)).toBeNull();
		const before = await documents.readLog(name, 0, 100);
		const { damaged, file } = await integrity().verify();
		expect(
			damaged.find((each) => each.documentName === name)?.updates.map(({ seq }) => seq)
		).toEqual([2, 4, 6]);
		expect(file).toBeNull();
		expect(await documents.readLog(name, 0, 100)).toEqual(before);
		expect(await setAside()).toEqual([]);
	});
});
