// What somebody who means harm, or whose client is broken, may do with an account of the workspace.
import { randomBytes, randomInt } from 'node:crypto';
import { ByteWriter } from '../load/bytes.ts';
import { Connection, type Target } from '../load/connection.ts';
import { clientFrame, opcode, promisedFrame } from '../load/frames.ts';
import { deleted, presence, typed } from '../load/updates.ts';
import { becomes, delay } from '../load/waiting.ts';
import { malformedMessages, malformedUpdates } from './malformed.ts';

export type Attack = (on: { target: Target; room: string; victim: number }) => Promise<void>;

const MB = 1024 * 1024;
const patience = 3_000;
/** Client ids of attackers, far from everybody's. */
const firstAttacker = 3_000_000_000;

async function knock(target: Target, room: string): Promise<Connection> {
	const connection = new Connection(target, room);
	await becomes(() => connection.isSynced || connection.isClosed, patience);
	return connection;
}

/** Does it on so many sockets, one after the other. */
async function onEach(
	sockets: number,
	{ target, room }: { target: Target; room: string },
	harm: (connection: Connection, index: number) => void
): Promise<void> {
	for (let index = 0; index < sockets; index++) {
		const connection = await knock(target, room);
		harm(connection, index);
		await delay(5);
		connection.destroy();
	}
}

/** Frames and messages of noise. */
const garbage: Attack = (on) =>
	onEach(300, on, (connection) => {
		for (let count = 0; count < 10; count++) {
			connection.sendRaw(clientFrame(randomBytes(randomInt(1, 200))));
			connection.send(randomBytes(randomInt(1, 100)));
		}
		connection.sendRaw(clientFrame(Buffer.from('no bytes at all'), opcode.text));
	});

const endlessNumbers: Attack = (on) =>
	onEach(200, on, (connection) => {
		for (const message of malformedMessages) connection.send(message);
	});

/** Four frames of 50 MB, each an update of zeros. */
const hugeFrames: Attack = async ({ target, room }) => {
	const length = 50 * MB;
	const frame = clientFrame(
		new ByteWriter()
			.bytes(target.dialect.prefix(room))
			.byte(0)
			.byte(2)
			.buffer(new Uint8Array(length))
			.done()
	);
	for (let count = 0; count < 4; count++) {
		const connection = await knock(target, room);
		connection.sendRaw(frame);
		await becomes(() => connection.isClosed, patience);
		connection.destroy();
	}
};

/** Heads that promise 2^40 or 90 million bytes, a little of it, then silence. */
const promises: Attack = async ({ target, room }) => {
	const connections: Connection[] = [];
	for (let count = 0; count < 100; count++) {
		const connection = await knock(target, room);
		connection.sendRaw(promisedFrame(count % 2 === 0 ? 2 ** 40 : 90 * MB));
		connection.sendRaw(Buffer.alloc(64 * 1024));
		connections.push(connection);
	}
	await delay(2_000);
	for (const connection of connections) connection.destroy();
};

const badUpdates: Attack = (on) =>
	onEach(100, on, (connection, index) => {
		for (const update of malformedUpdates(firstAttacker + index * 10, on.victim)) {
			connection.sendUpdate(update);
		}
	});

/** Thirty states of 1 MB, and thirty messages of a thousand clients each. */
const presenceFlood: Attack = async ({ target, room }) => {
	const connections: Connection[] = [];
	for (let count = 0; count < 30; count++) {
		const connection = await knock(target, room);
		connections.push(connection);
		const state = JSON.stringify({ cursor: 'x'.repeat(MB) });
		connection.sendPresence(presence(firstAttacker + count, 1, state));
		const clients = new ByteWriter().uint(1_000);
		for (let client = 0; client < 1_000; client++) {
			clients
				.uint(firstAttacker + 1_000 * (count + 1) + client)
				.uint(1)
				.text('{"a":1}');
		}
		connection.sendPresence(clients.done());
		await delay(30);
	}
	await delay(1_000);
	for (const connection of connections) connection.destroy();
};

/** Twenty who never read, while one pastes 20 kB and deletes them again, a hundred times a second. */
const slowReaders: Attack = async ({ target, room }) => {
	const readers: Connection[] = [];
	for (let count = 0; count < 20; count++) {
		const reader = await knock(target, room);
		reader.socket.pause();
		readers.push(reader);
	}
	const writer = await knock(target, room);
	const paste = 'p'.repeat(20_000);
	const began = performance.now();
	for (let count = 0; count < 1_000 && !writer.isClosed; count++) {
		const clock = count * paste.length;
		writer.sendUpdate(typed(firstAttacker, clock, paste));
		writer.sendUpdate(deleted(firstAttacker, clock, paste.length));
		await delay(Math.max(0, began + count * 10 - performance.now()));
	}
	await delay(1_500);
	for (const connection of [writer, ...readers]) connection.destroy();
};

/** Three hundred sockets that finish the handshake and say nothing. */
const silence: Attack = async ({ target, room }) => {
	const mute = { ...target, dialect: { ...target.dialect, begin: () => {} } };
	const connections = Array.from({ length: 300 }, () => new Connection(mute, room));
	await delay(2_000);
	for (const connection of connections) connection.destroy();
};

export const attacks = {
	garbage,
	'endless-numbers': endlessNumbers,
	'huge-frames': hugeFrames,
	promises,
	'bad-updates': badUpdates,
	'presence-flood': presenceFlood,
	'slow-readers': slowReaders,
	silence
} satisfies Record<string, Attack>;

export type AttackName = keyof typeof attacks;
