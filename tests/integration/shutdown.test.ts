// [F23] C64 The server is told to stop: it writes what it has, says good-bye with 1012 and ends within ten seconds,
// whatever its clients, its requests and its disk do.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { closeCode, messageType } from '#shared/collab-protocol.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { collabClient, newDocument, until, type CollabClient } from '../support/collab-client.ts';
import { openSocket, type BareSocket } from '../support/socket-client.ts';

const longest = 10_000;

let app: RunningApp;
let token: string;
let documentName: string;
let writer: CollabClient;
let bare: BareSocket;
let typed = 0;

beforeEach(async () => {
	app = await startApp();
	token = await app.token('leeds.drafter@demo.test');
	documentName = await newDocument(app, token);
	typed = 0;
	writer = collabClient(app, token, documentName, () => typed);
	bare = await open();
	await until(writer, () => writer.provider.synced);
});
afterEach(async () => {
	writer.destroy();
	await app.stop();
});

const open = (): Promise<BareSocket> =>
	openSocket(`${app.wsOrigin}/collab/${documentName}`, { bearer: token });

function type(): void {
	typed++;
	writer.doc.getText('text').insert(0, `${typed} `);
}

/** Tells the server to stop, and sees to it that it does in time. */
async function stops(): Promise<void> {
	const since = performance.now();
	expect(await app.end()).toBe(0);
	expect(performance.now() - since).toBeLessThan(longest);
}

test(
	'C64 what people write is saved, they are told good-bye, and it is there after the restart',
	{ timeout: 90_000 },
	async () => {
		const typing = setInterval(type, 2);
		await until(writer, () => writer.saved() > 20);
		const stopping = stops();
		expect(await bare.closed).toBe(closeCode.restarting);
		await stopping;
		clearInterval(typing);
		const saved = writer.saved();
		writer.provider.disconnect();
		await app.restart();
		const reader = collabClient(app, token, documentName);
		await until(reader, () => reader.provider.synced);
		const kept = reader.doc.getText('text').toJSON().split(' ');
		for (let word = 1; word <= saved; word++) expect(kept).toContain(String(word));
		// The writer comes back with the rest.
		writer.provider.connect();
		await until(
			reader,
			() => reader.doc.getText('text').toJSON() === writer.doc.getText('text').toJSON()
		);
		reader.destroy();
	}
);

test(
	'C64 clients that do not answer and requests that never end hold nothing up',
	{ timeout: 90_000 },
	async () => {
		const deaf = await open();
		(deaf.socket as WebSocket & { _socket: Socket })._socket.pause();
		const stuck = connect(app.port, '127.0.0.1');
		stuck.on('error', () => {});
		await once(stuck, 'connect');
		stuck.write(
			'POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'
		);
		type();
		await until(writer, () => writer.saved() === 1);
		await stops();
		stuck.destroy();
		deaf.socket.terminate();
	}
);

test(
	'C64 [F21] a disk that refuses holds nothing up either: what was not saved comes back with its writer',
	{ timeout: 90_000 },
	async () => {
		const other = new SQLite(path.join(app.dataDir, 'workspace.sqlite'));
		other.exec(
			`create trigger full before insert on document_updates
		 begin select raise(abort, 'database or disk is full'); end`
		);
		type();
		await until(writer, () =>
			bare.messages.some((message) => message[0] === messageType.saveTrouble)
		);
		expect(writer.saved()).toBe(0);
		const stopping = stops();
		expect(await bare.closed).toBe(closeCode.restarting);
		await stopping;
		expect(writer.saved()).toBe(0);
		other.exec('drop trigger full');
		other.close();
		writer.provider.disconnect();
		await app.restart();
		writer.provider.connect();
		const reader = collabClient(app, token, documentName);
		await until(reader, () => reader.doc.getText('text').toJSON() === '1 ');
		reader.destroy();
	}
);
