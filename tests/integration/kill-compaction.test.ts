// [F19] [F24] C61 The server is killed while it folds a long document into a new snapshot: everything that was called
// saved is there afterwards, once, and what is stored is whole.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { largestTail } from '#server/domain/collaboration/limits.ts';
import { root, startApp, type RunningApp } from '../support/app.ts';
import { collabClient, newDocument, until } from '../support/collab-client.ts';

const kills = 6;
/** The kill comes somewhere in this span (ms) after the update that makes a snapshot due was called saved. */
const latest = 60;
/** Letters in front of each other: an update of so many pieces is large, and takes long to fold. */
const pieces = 30_000;

let app: RunningApp;
beforeAll(async () => {
	app = await startApp();
});
afterAll(() => app.stop());

test(
	`killed ${kills} times while a snapshot is made: the text is whole, and there once`,
	{ timeout: 120_000 },
	async () => {
		const token = await app.token('leeds.drafter@demo.test');
		const documentName = await newDocument(app, token);
		let typed = 0;
		const writer = collabClient(app, token, documentName, () => typed);
		const outcomes = { before: 0, after: 0 };

		for (let kill = 1; kill <= kills; kill++) {
			await until(writer, () => writer.provider.synced);
			const text = writer.doc.getText('text');
			typed = kill;
			writer.doc.transact(() => {
				for (let piece = 0; piece < pieces; piece++) text.insert(0, String(kill));
			});
			await until(writer, () => writer.saved() === kill);
			// Half of the kills come while it is folded, the others find it done.
			if (kill % 2 === 0) await folded(documentName);
			else await new Promise((resolve) => setTimeout(resolve, Math.random() * latest));
			await app.kill();
			writer.provider.disconnect();

			const { last, snapshot } = stored(documentName);
			if (snapshot < last) outcomes.before++;
			else outcomes.after++;
			await app.restart();
			const stranger = collabClient(app, token, documentName);
			await until(stranger, () => stranger.provider.synced);
			expect(stranger.doc.getText('text').toJSON(), `after kill ${kill}`).toBe(text.toJSON());
			stranger.destroy();
			writer.provider.connect();
		}
		writer.destroy();
		expect(writer.doc.getText('text').length).toBe(kills * pieces);
		expect(outcomes.before, 'kills before the snapshot was there').toBeGreaterThan(0);
		expect(outcomes.after, 'kills after it').toBeGreaterThan(0);

		await app.kill();
		const { stdout } = await promisify(execFile)(
			process.execPath,
			['server/cli/main.ts', 'verify'],
			{
				cwd: root,
				env: { PATH: process.env['PATH'], DATA_DIR: app.dataDir }
			}
		);
		expect(stdout).toContain('are whole');
		await app.restart();
	}
);

/** How far the log and the snapshot reach on the disk. */
function stored(documentName: string): { last: number; snapshot: number } {
	const database = new SQLite(path.join(app.dataDir, 'workspace.sqlite'));
	const { last, size, snapshot } = database
		.prepare(
			`select (select max(seq) from document_updates where document_name = @documentName) as last,
				(select length(bytes) from document_updates where document_name = @documentName order by seq desc limit 1) as size,
				coalesce((select seq from document_snapshots where document_name = @documentName), 0) as snapshot`
		)
		.get({ documentName }) as { last: number; size: number; snapshot: number };
	database.close();
	// Else no snapshot would be due.
	expect(size).toBeGreaterThan(largestTail);
	return { last, snapshot };
}

async function folded(documentName: string): Promise<void> {
	await expect
		.poll(
			() => {
				const { last, snapshot } = stored(documentName);
				return snapshot === last;
			},
			{ timeout: 20_000 }
		)
		.toBe(true);
}
