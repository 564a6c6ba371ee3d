// [F1] [F2] [F9] People who mean harm, against the whole server in a process of its own, while two others write in
// the very document that is attacked. The server stays up, its memory within a bound, the two notice nothing, and
// the offender is closed with the right code and named once in the log.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { closeCode, messageType, syncType } from '#shared/collab-protocol.ts';
import { deepestNesting } from '#server/domain/collaboration/limits.ts';
import { presenceMessage, updateMessage, varUints } from '#server/domain/collaboration/protocol.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { bombs, nested } from '../support/bombs.ts';
import { collabClient, newDocument, until, type CollabClient } from '../support/collab-client.ts';
import { knock, openSocket, type BareSocket } from '../support/socket-client.ts';

/** SPEC.md C53: how far the server's memory may rise above what it was. */
const mostRise = 128;
/** How long (ms) a letter may take to the other screen, on a machine with other work. */
const slowest = 5_000;
/** Letters that have to be written and seen during each attack. */
const fewest = 10;

vi.setConfig({ testTimeout: 90_000 });

let app: RunningApp;
let documentName: string;
let attacker: { bearer: string };
let writer: CollabClient;
let watcher: CollabClient;
let breaks = 0;

beforeAll(async () => {
	app = await startApp();
	const own = await app.token('leeds.drafter@demo.test');
	documentName = await newDocument(app, own);
	attacker = { bearer: await app.token('leeds.lead@demo.test') };
	writer = collabClient(app, own, documentName);
	watcher = collabClient(app, own, documentName);
	await Promise.all([writer, watcher].map((each) => until(each, () => each.provider.synced)));
	for (const { provider } of [writer, watcher]) {
		provider.on('status', ({ status }) => {
			if (status !== 'connected') breaks++;
		});
	}
});
afterAll(async () => {
	writer.destroy();
	watcher.destroy();
	await app.stop();
});

const megabytes = (): number => {
	const status = readFileSync(`/proc/${app.pid()}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
};

const open = (): Promise<BareSocket> =>
	openSocket(`${app.wsOrigin}/collab/${documentName}`, attacker);

/** The TCP connection below. */
const raw = ({ socket }: BareSocket): Socket => (socket as WebSocket & { _socket: Socket })._socket;

/** Lines of the log about offenders, with this code. */
const toldOf = (code: number): number =>
	app
		.output()
		.split('\n')
		.filter((line) => line.includes(`"code":${code}`)).length;

/** Runs the attack while the two write a letter every 20 ms, and holds them and the server to what they are owed. */
async function whileOthersWrite(attack: () => Promise<void>): Promise<void> {
	const before = megabytes();
	let peak = before;
	const breaksBefore = breaks;
	const text = writer.doc.getText('text');
	const sentAt: number[] = [];
	let arrived = 0;
	let worst = 0;
	const start = watcher.doc.getText('text').length;
	const look = (): void => {
		const length = watcher.doc.getText('text').length - start;
		for (; arrived < length; arrived++) {
			worst = Math.max(worst, performance.now() - (sentAt[arrived] ?? Infinity));
		}
	};
	watcher.doc.on('update', look);
	const typing = setInterval(() => {
		sentAt.push(performance.now());
		text.insert(text.length, 'x');
	}, 20);
	const measuring = setInterval(() => (peak = Math.max(peak, megabytes())), 50);
	try {
		await attack();
		await until(watcher, () => arrived > fewest);
	} finally {
		clearInterval(typing);
		clearInterval(measuring);
	}
	await until(watcher, () => arrived === sentAt.length);
	watcher.doc.off('update', look);
	expect(worst, 'the slowest letter').toBeLessThan(slowest);
	expect(breaks, 'broken lines').toBe(breaksBefore);
	expect(peak - before, 'memory').toBeLessThan(mostRise);
	expect(await knock(`${app.wsOrigin}/collab/${documentName}`, attacker)).toBe(101);
}

/** Does it, and waits for the code the connection is closed with; the log has one line more for it. */
async function closes(code: number, offence: (bare: BareSocket) => void): Promise<void> {
	const told = toldOf(code);
	const bare = await open();
	offence(bare);
	expect(await bare.closed).toBe(code);
	await expect.poll(() => toldOf(code), { timeout: 5_000 }).toBe(told + 1);
}

const content = (update: Uint8Array): Uint8Array => updateMessage(update);

describe('bytes that are not the protocol', () => {
	test('C04 fifty garbage frames at once cost one connection, and one line in the log', () =>
		whileOthersWrite(() =>
			closes(closeCode.notTheProtocol, ({ socket }) => {
				for (let count = 0; count < 50; count++)
					socket.send(Buffer.from(`not the protocol ${count}`));
			})
		));

	test.each<[string, Uint8Array]>([
		['a number without an end', Buffer.alloc(1_000_000, 255)],
		['a number cut in the middle', Uint8Array.of(messageType.sync, syncType.update, 255)],
		['a length beyond the frame', varUints([messageType.sync, syncType.update, 2 ** 40])],
		[
			'a state vector of a million million clients',
			varUints([messageType.sync, syncType.step1, 6, 2 ** 40])
		]
	])('C04 %s', (_, frame) =>
		whileOthersWrite(() => closes(closeCode.notTheProtocol, ({ socket }) => socket.send(frame)))
	);

	test('C04 four frames of 50 MB', () =>
		whileOthersWrite(async () => {
			for (let count = 0; count < 4; count++) {
				await closes(closeCode.frameTooBig, ({ socket }) => socket.send(Buffer.alloc(50_000_000)));
			}
		}));

	test('C04 headers that promise 2^40 bytes, then silence', () =>
		whileOthersWrite(async () => {
			const header = Buffer.from([0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
			for (let count = 0; count < 20; count++) {
				await closes(closeCode.frameTooBig, (bare) => raw(bare).write(header));
			}
		}));

	test('C04 C53 eighty frames of 3.5 MB that never end', () =>
		whileOthersWrite(async () => {
			const header = Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 0x3d, 0x09, 0, 1, 2, 3, 4]);
			const part = Buffer.alloc(3_500_000);
			const sockets: BareSocket[] = [];
			for (let count = 0; count < 80; count++) {
				const bare = await open();
				raw(bare).write(header);
				await new Promise((resolve) => raw(bare).write(part, resolve));
				sockets.push(bare);
			}
			const isOpen = ({ socket }: BareSocket): boolean => socket.readyState === socket.OPEN;
			await expect.poll(() => sockets.filter(isOpen).length, { timeout: 5_000 }).toBeLessThan(10);
			for (const { socket } of sockets) socket.terminate();
		}));

	test('C08 five hundred pings from somebody who takes no answer', () =>
		whileOthersWrite(() =>
			closes(closeCode.tooFast, ({ socket }) => {
				for (let count = 0; count < 500; count++) socket.ping(Buffer.alloc(125), true);
			})
		));
});

describe('updates that unpack into more than they weigh', () => {
	test.each(bombs)('C27 %s', (_, update) => {
		const frame = content(update());
		return whileOthersWrite(async () => {
			for (let count = 0; count < 3; count++) {
				await closes(closeCode.notTheProtocol, ({ socket }) => socket.send(frame));
			}
		});
	});

	test('C28 elements within elements, a level in each update, as deep as may be and no deeper', async () => {
		const bare = await open();
		const doc = new Y.Doc();
		doc.on('update', (update: Uint8Array) => bare.socket.send(content(update)));
		let parent: Y.XmlFragment = doc.getXmlFragment('deep');
		const down = (): void => {
			const element = new Y.XmlElement('list');
			parent.insert(0, [element]);
			parent = element;
		};
		await whileOthersWrite(async () => {
			for (let level = 0; level < deepestNesting; level++) down();
			await until(watcher, () => depthOf(watcher.doc.getXmlFragment('deep')) === deepestNesting);
			expect(bare.socket.readyState).toBe(bare.socket.OPEN);
			down();
			expect(await bare.closed).toBe(closeCode.notTheProtocol);
		});
		expect(depthOf(watcher.doc.getXmlFragment('deep'))).toBe(deepestNesting);
		// And it can be taken away again.
		writer.doc.getXmlFragment('deep').delete(0, 1);
		await until(watcher, () => watcher.doc.getXmlFragment('deep').length === 0);
	});

	test('C28 depth is known across people: one goes on where another stopped', async () => {
		const start = nested(deepestNesting);
		const first = await open();
		first.socket.send(content(start));
		await until(watcher, () => depthOf(watcher.doc.getXmlFragment('body')) === deepestNesting);
		const doc = new Y.Doc();
		Y.applyUpdate(doc, start);
		const vector = Y.encodeStateVector(doc);
		let deepest: Y.XmlFragment = doc.getXmlFragment('body');
		for (let next = deepest.get(0); next instanceof Y.XmlElement; next = deepest.get(0))
			deepest = next;
		deepest.insert(0, [new Y.XmlElement('list')]);
		await closes(closeCode.notTheProtocol, ({ socket }) =>
			socket.send(content(Y.encodeStateAsUpdate(doc, vector)))
		);
		first.socket.close();
	});
});

function depthOf(fragment: Y.XmlFragment): number {
	let depth = 0;
	for (let next = fragment.get(0); next instanceof Y.XmlElement; next = next.get(0)) depth++;
	return depth;
}

describe('presence without measure', () => {
	const state = (bytes: number): Uint8Array => {
		const json = Buffer.from(JSON.stringify({ section: 'why', filler: 'x'.repeat(bytes) }));
		return presenceMessage(Buffer.concat([varUints([1, 77, 1, json.length]), json]));
	};

	test('C41 thirty states of 1 MB are passed on to nobody', () =>
		whileOthersWrite(async () => {
			for (let count = 0; count < 30; count++) {
				await closes(closeCode.notTheProtocol, ({ socket }) => socket.send(state(1_000_000)));
			}
			expect(watcher.provider.awareness.getStates().has(77)).toBe(false);
		}));

	test('C05 C43 small ones as fast as the line carries them end with the budget', () =>
		whileOthersWrite(() =>
			closes(closeCode.tooFast, (bare) => {
				const message = state(60_000);
				for (let count = 0; count < 1_000; count++) bare.socket.send(message);
			})
		));
});

describe('lines that take and give nothing', () => {
	const silent = (): Promise<Socket> => {
		const socket = connect(app.port, '127.0.0.1');
		socket.on('error', () => {});
		return once(socket, 'connect').then(() => socket);
	};

	test('C08 three thousand connections that ask for nothing make room for those who do', () =>
		whileOthersWrite(async () => {
			const sockets: Socket[] = [];
			for (let count = 0; count < 3_000; count += 100) {
				sockets.push(...(await Promise.all(Array.from({ length: 100 }, silent))));
			}
			expect(await knock(`${app.wsOrigin}/collab/${documentName}`, attacker)).toBe(101);
			await expect
				.poll(() => sockets.filter((socket) => !socket.closed).length, { timeout: 10_000 })
				.toBeLessThanOrEqual(500);
			for (const socket of sockets) socket.destroy();
		}));

	test('C08 a thousand requests that stop in the middle of their first line', () =>
		whileOthersWrite(async () => {
			const sockets: Socket[] = [];
			for (let count = 0; count < 1_000; count += 100) {
				sockets.push(...(await Promise.all(Array.from({ length: 100 }, silent))));
			}
			for (const socket of sockets) socket.write('GET /collab/x HTTP/1.1\r\nHost');
			await expect
				.poll(() => sockets.filter((socket) => !socket.closed).length, { timeout: 10_000 })
				.toBeLessThanOrEqual(500);
			for (const socket of sockets) socket.destroy();
		}));

	test('C50 C51 C53 twenty readers that never read, while much is pasted and taken away', async () => {
		const readers = await Promise.all(Array.from({ length: 20 }, open));
		for (const reader of readers) {
			reader.socket.send(varUints([messageType.sync, syncType.step1, 1, 0]));
			raw(reader).pause();
		}
		const paste = 'y'.repeat(20_000);
		const pasted = writer.doc.getText('pasted');
		await whileOthersWrite(async () => {
			for (let count = 0; count < 100; count++) {
				pasted.insert(0, paste);
				pasted.delete(0, paste.length);
			}
			pasted.insert(0, 'done');
			await until(watcher, () => watcher.doc.getText('pasted').toJSON() === 'done');
		});
		for (const { socket } of readers) socket.terminate();
	});
});

test('C04 [F9] after all that a newcomer reads the text, and the figures tell of the refusals', async () => {
	const newcomer = collabClient(app, attacker.bearer, documentName);
	await until(newcomer, () => newcomer.provider.synced);
	expect(newcomer.doc.getText('text').toJSON()).toBe(writer.doc.getText('text').toJSON());
	newcomer.destroy();
	const metrics = await (await fetch(`${app.origin}/metrics`)).text();
	for (const reason of ['not-the-protocol', 'frame-too-big', 'too-fast']) {
		expect(metrics).toMatch(new RegExp(`workspace_refusals_total{reason="${reason}"} [1-9]`));
	}
	expect(metrics).toMatch(/workspace_commit_seconds_count [1-9]/);
});
