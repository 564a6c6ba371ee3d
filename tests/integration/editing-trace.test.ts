// A real author's 259,778 edits, from the first letter to the finished paper (the automerge-paper trace of
// josephg/editing-traces), typed through the socket by one client while another watches.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { startApp, type RunningApp } from '../support/app.ts';
import { collabClient, newDocument, until } from '../support/collab-client.ts';

/** Single edits as Yjs updates: length and clock (32-bit little-endian), then the bytes. */
const trace = brotliDecompressSync(
	readFileSync(path.resolve(import.meta.dirname, '../data/editing-trace.br'))
);
const edits = 259_778;
const finishedLength = 104_852;
/** SHA-256 of the finished paper. */
const finished = 'a489e9022976c14e46627aea174d07797edcb3fd17df42605956d4cf01bf9039';
/** Edits typed before the watcher has to have caught up. */
const ahead = 8_000;

let app: RunningApp;
beforeAll(async () => {
	app = await startApp();
});
afterAll(() => app.stop());

const sha256 = (doc: Y.Doc): string =>
	createHash('sha256').update(doc.getText('t').toJSON()).digest('hex');

test(
	'arrives letter by letter, and is there to the letter after a restart',
	{ timeout: 180_000 },
	async () => {
		const token = await app.token('leeds.drafter@demo.test');
		const documentName = await newDocument(app, token);
		let typed = 0;
		const author = collabClient(app, token, documentName, () => typed);
		const watcher = collabClient(app, await app.token('leeds.lead@demo.test'), documentName);
		await Promise.all(
			[author, watcher].map((client) => until(client, () => client.provider.synced))
		);

		for (let at = 0; at < trace.length;) {
			const length = trace.readUInt32LE(at);
			typed += 1;
			Y.applyUpdate(author.doc, trace.subarray(at + 8, at + 8 + length));
			at += 8 + length;
			if (typed % ahead === 0) await until(author, () => author.saved() >= typed);
		}
		expect(typed).toBe(edits);
		await until(author, () => author.saved() >= edits);
		// The length is quick to ask; the paper has had it before, so it alone is not enough.
		await until(
			watcher,
			() => watcher.doc.getText('t').length === finishedLength && sha256(watcher.doc) === finished
		);
		expect(sha256(author.doc)).toBe(finished);
		author.destroy();
		watcher.destroy();

		await app.kill();
		await app.restart();
		const reader = collabClient(app, token, documentName);
		await until(reader, () => reader.provider.synced);
		expect(sha256(reader.doc)).toBe(finished);
		reader.destroy();
	}
);
