// One suite for every document store: what server/domain/collaboration/document-store.ts promises.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
	DocumentStore,
	LogEntry,
	Repair
} from '#server/domain/collaboration/document-store.ts';
import { createKyselyDocumentStore } from '#server/storage/document-store.kysely.ts';
import { createDocumentWriter } from '#server/storage/document-writer.ts';
import { createMemoryDocumentStore } from '#server/storage/document-store.memory.ts';
import { openPglite, openSqlite, type Opened } from '../support/dialects.ts';

type OpenStore = {
	store: DocumentStore;
	create(documentName: string): Promise<void>;
	close(): Promise<void>;
};

const at = '2026-11-23T10:00:00.000Z';

async function overDatabase(open: () => Promise<Opened>): Promise<OpenStore> {
	const { db, store, close } = await open();
	return {
		store: createKyselyDocumentStore(db),
		create: (documentName) => store.documents.create(documentName, 'report', at),
		close
	};
}

async function overWriter(): Promise<OpenStore> {
	const { db, store, file, close } = await openSqlite();
	const writer = createDocumentWriter(file);
	return {
		store: { ...createKyselyDocumentStore(db), ...writer },
		create: (documentName) => store.documents.create(documentName, 'report', at),
		async close() {
			await writer.close();
			await close();
		}
	};
}

const stores: [name: string, open: () => Promise<OpenStore>][] = [
	[
		'memory',
		async () => {
			const store = createMemoryDocumentStore();
			return {
				store,
				create: async (documentName) => store.create(documentName),
				close: () => Promise.resolve()
			};
		}
	],
	['SQLite', () => overDatabase(openSqlite)],
	['SQLite, written from a thread', overWriter],
	['PostgreSQL', () => overDatabase(openPglite)]
];

const entry = (documentName: string, seq: number, bytes: number[] = [seq]): LogEntry => ({
	documentName,
	seq,
	memberId: 'amina',
	at,
	bytes: Uint8Array.from(bytes)
});

/** The store with every document's name made the test's own. */
const renamed = (store: DocumentStore, own: (name: string) => string): DocumentStore => ({
	load: (name) => store.load(own(name)),
	lastSeq: (name) => store.lastSeq(own(name)),
	loadMany: async (names) => backFrom(await store.loadMany(names.map(own)), names, own),
	lastSeqs: async (names) => backFrom(await store.lastSeqs(names.map(own)), names, own),
	append: (entries) =>
		store.append(entries.map((each) => ({ ...each, documentName: own(each.documentName) }))),
	saveSnapshot: (snapshot) =>
		store.saveSnapshot({ ...snapshot, documentName: own(snapshot.documentName) }),
	readLog: (name, after, limit) => store.readLog(own(name), after, limit),
	setAside: (repair) => store.setAside({ ...repair, documentName: own(repair.documentName) })
});

const backFrom = <T>(
	found: Map<string, T>,
	names: readonly string[],
	own: (name: string) => string
): Map<string, T> =>
	new Map(
		[...found].map(([found, each]) => [names.find((name) => own(name) === found) ?? '', each])
	);

const plain = (entries: readonly { seq: number; bytes: Uint8Array }[]) =>
	entries.map(({ seq, bytes }) => [seq, [...bytes]]);

describe.each(stores)('a document store in %s', (_, open) => {
	let opened: OpenStore;
	let tests = 0;
	beforeAll(async () => {
		opened = await open();
	});
	afterAll(() => opened.close());

	/** Two fresh documents, under their names `a` and `b` in a store that the whole suite shares. */
	const withStore = (work: (given: { store: DocumentStore }) => Promise<void>) => async () => {
		const own = (name: string): string => `${name}-${tests}`;
		tests++;
		await opened.create(own('a'));
		await opened.create(own('b'));
		await work({ store: renamed(opened.store, own) });
	};

	test(
		'knows which documents there are',
		withStore(async ({ store }) => {
			expect(await store.load('nowhere')).toBeNull();
			expect(await store.lastSeq('nowhere')).toBeNull();
			expect(await store.lastSeq('a')).toBe(0);
			expect(await store.load('a')).toMatchObject({ schemaVersion: 1, snapshot: null, tail: [] });
		})
	);

	test(
		'gives back byte for byte what it was given, with who and when',
		withStore(async ({ store }) => {
			const bytes = Array.from({ length: 256 }, (_each, index) => index);
			await store.append([entry('a', 1, bytes), entry('a', 2, [])]);
			const [first, second] = await store.readLog('a', 0, 10);
			expect(first).toMatchObject({ seq: 1, memberId: 'amina', at });
			expect([...(first?.bytes ?? [])]).toEqual(bytes);
			expect(second?.bytes).toHaveLength(0);
		})
	);

	test(
		'writes the updates of several documents in one go',
		withStore(async ({ store }) => {
			const batch = [entry('a', 1), entry('b', 1), entry('a', 2), entry('b', 2), entry('a', 3)];
			expect(await store.append(batch)).toBe('stored');
			expect(plain((await store.load('a'))?.tail ?? [])).toEqual([
				[1, [1]],
				[2, [2]],
				[3, [3]]
			]);
			expect(await store.lastSeq('b')).toBe(2);
		})
	);

	test(
		'takes more at once than one statement can carry',
		withStore(async ({ store }) => {
			const batch = Array.from({ length: 1_700 }, (_each, index) => entry('a', index + 1, [7]));
			expect(await store.append(batch)).toBe('stored');
			expect(await store.lastSeq('a')).toBe(1_700);
			expect(plain(await store.readLog('a', 1_600, 2))).toEqual([
				[1_601, [7]],
				[1_602, [7]]
			]);
		})
	);

	test(
		'takes a batch again whose answer got lost, and what has come since',
		withStore(async ({ store }) => {
			const batch = [entry('a', 1), entry('b', 1)];
			expect(await store.append(batch)).toBe('stored');
			expect(await store.append([...batch, entry('a', 2)])).toBe('stored');
			expect(await store.lastSeq('a')).toBe(2);
			expect(await store.lastSeq('b')).toBe(1);
		})
	);

	test(
		'refuses a number that another writer has used, and writes nothing of that batch',
		withStore(async ({ store }) => {
			await store.append([entry('a', 1, [1])]);
			expect(await store.append([entry('b', 1), entry('a', 1, [9])])).toBe('conflict');
			expect(await store.lastSeq('b')).toBe(0);
			expect(plain(await store.readLog('a', 0, 10))).toEqual([[1, [1]]]);
		})
	);

	test(
		'refuses to leave a gap',
		withStore(async ({ store }) => {
			expect(await store.append([entry('a', 2)])).toBe('conflict');
			await store.append([entry('a', 1)]);
			expect(await store.append([entry('a', 3)])).toBe('conflict');
			expect(await store.append([entry('a', 2), entry('a', 4)])).toBe('conflict');
			expect(await store.lastSeq('a')).toBe(1);
		})
	);

	test(
		'writes all of a batch or none of it',
		withStore(async ({ store }) => {
			await expect(store.append([entry('a', 1), entry('nowhere', 1)])).rejects.toThrow();
			expect(await store.lastSeq('a')).toBe(0);
		})
	);

	test(
		'opens several at once as it opens each by itself',
		withStore(async ({ store }) => {
			await store.append([entry('a', 1), entry('b', 1), entry('a', 2)]);
			await store.saveSnapshot({ documentName: 'a', seq: 1, at, bytes: Uint8Array.of(9) });
			const found = await store.loadMany(['a', 'b', 'nowhere']);
			expect([...found.keys()].sort()).toEqual(['a', 'b']);
			for (const name of ['a', 'b']) {
				const alone = await store.load(name);
				expect(plain(found.get(name)?.tail ?? [])).toEqual(plain(alone?.tail ?? []));
				expect(found.get(name)?.snapshot?.seq).toBe(alone?.snapshot?.seq);
			}
			const lasts = await store.lastSeqs(['a', 'b', 'nowhere']);
			expect([lasts.get('a'), lasts.get('b'), lasts.size]).toEqual([2, 1, 2]);
			expect((await store.loadMany([])).size).toBe(0);
		})
	);

	test(
		'opens with the snapshot and what came after it, and keeps the whole log',
		withStore(async ({ store }) => {
			await store.append([entry('a', 1), entry('a', 2), entry('a', 3)]);
			await store.saveSnapshot({ documentName: 'a', seq: 2, at, bytes: Uint8Array.of(42) });
			const stored = await store.load('a');
			expect(stored?.snapshot?.seq).toBe(2);
			expect([...(stored?.snapshot?.bytes ?? [])]).toEqual([42]);
			expect(plain(stored?.tail ?? [])).toEqual([[3, [3]]]);
			expect(await store.readLog('a', 0, 10)).toHaveLength(3);
		})
	);

	test(
		'lets no earlier snapshot replace a later one',
		withStore(async ({ store }) => {
			await store.append([entry('a', 1), entry('a', 2)]);
			await store.saveSnapshot({ documentName: 'a', seq: 2, at, bytes: Uint8Array.of(2) });
			await store.saveSnapshot({ documentName: 'a', seq: 1, at, bytes: Uint8Array.of(1) });
			expect([...((await store.load('a'))?.snapshot?.bytes ?? [])]).toEqual([2]);
		})
	);

	test(
		'C67 sets damaged pieces aside: the numbers stay, and what takes their place changes nothing',
		withStore(async ({ store }) => {
			await store.append([entry('a', 1), entry('a', 2), entry('a', 3)]);
			await store.saveSnapshot({ documentName: 'a', seq: 1, at, bytes: Uint8Array.of(9) });
			await store.setAside({
				documentName: 'a',
				at,
				updates: [{ seq: 2, reason: 'it cannot be read' }],
				missing: [4],
				snapshot: { reason: 'it cannot be read', bytes: Uint8Array.of(1) }
			});
			const stored = await store.load('a');
			expect(stored?.snapshot?.seq).toBe(1);
			expect([...(stored?.snapshot?.bytes ?? [])]).toEqual([1]);
			expect(plain(stored?.tail ?? [])).toEqual([
				[2, [0, 0]],
				[3, [3]],
				[4, [0, 0]]
			]);
			expect((await store.readLog('a', 1, 1))[0]?.memberId).toBeNull();
			expect(await store.append([entry('a', 5)])).toBe('stored');
		})
	);

	test.each<[string, Partial<Repair>]>([
		['an update that is not there', { updates: [{ seq: 9, reason: 'lost' }] }],
		['a number that is not missing', { missing: [2] }],
		['a snapshot that is not there', { snapshot: { reason: 'lost', bytes: Uint8Array.of(1) } }]
	])('C67 sets nothing aside when told of %s', (_each, wrong) =>
		withStore(async ({ store }) => {
			await store.append([entry('a', 1), entry('a', 2)]);
			const repair = {
				documentName: 'a',
				at,
				updates: [{ seq: 1, reason: 'it cannot be read' }],
				missing: [],
				snapshot: null
			};
			const both = { ...repair, ...wrong, updates: [...repair.updates, ...(wrong.updates ?? [])] };
			await expect(store.setAside(both)).rejects.toThrow();
			expect(plain(await store.readLog('a', 0, 10))).toEqual([
				[1, [1]],
				[2, [2]]
			]);
		})()
	);

	test(
		'keeps no hold on the bytes it was given',
		withStore(async ({ store }) => {
			const bytes = Uint8Array.of(1, 2, 3);
			await store.append([{ ...entry('a', 1), bytes }]);
			bytes.fill(0);
			expect(plain(await store.readLog('a', 0, 1))).toEqual([[1, [1, 2, 3]]]);
		})
	);
});
