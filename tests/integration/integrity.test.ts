// Damage to the stored texts as whoever runs the server meets it: at the start, and on the command line.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, startApp, type RunningApp } from '../support/app.ts';
import { collabClient, newDocument, until } from '../support/collab-client.ts';

let app: RunningApp;
let token: string;
let documentName: string;
beforeAll(async () => {
	app = await startApp();
	token = await app.token('leeds.drafter@demo.test');
	documentName = await newDocument(app, token);
});
afterAll(() => app.stop());

const run = promisify(execFile);

/** What `npm run admin -- verify` says, and how it ends. */
async function verify(): Promise<{ code: number; said: string }> {
	const env = { PATH: process.env['PATH'], DATA_DIR: app.dataDir };
	try {
		const { stdout } = await run(process.execPath, ['server/cli/main.ts', 'verify'], {
			cwd: root,
			env
		});
		return { code: 0, said: stdout };
	} catch (error) {
		const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
		return { code, said: stdout + stderr };
	}
}

function onTheDisk<T>(work: (database: SQLite.Database) => T): T {
	const database = new SQLite(path.join(app.dataDir, 'workspace.sqlite'));
	try {
		return work(database);
	} finally {
		database.close();
	}
}

test(
	'C65 C68 C69 [F21] a damaged text is reported, set aside at the start, and opens with the rest',
	{ timeout: 90_000 },
	async () => {
		let typed = 0;
		const writer = collabClient(app, token, documentName, () => typed);
		await until(writer, () => writer.provider.synced);
		const text = writer.doc.getText('text');
		for (const word of ['one ', 'two ', 'three']) {
			typed += 1;
			text.insert(text.length, word);
			await until(writer, () => writer.saved() === typed);
		}
		writer.destroy();
		expect(await verify()).toMatchObject({
			code: 0,
			said: expect.stringMatching(/^All \d+ stored texts are whole/) as string
		});

		await app.kill();
		const last = onTheDisk((database) => {
			const { seq } = database
				.prepare('select max(seq) as seq from document_updates where document_name = ?')
				.get(documentName) as { seq: number };
			database
				.prepare(`update document_updates set bytes = x'ffff' where document_name = ? and seq = ?`)
				.run(documentName, seq);
			return seq;
		});
		const found = await verify();
		expect(found.code).toBe(1);
		expect(found.said).toContain(`update ${last}: it cannot be read`);
		expect(found.said).toContain('Nothing was changed');
		expect((await verify()).said, 'a second look').toBe(found.said);

		await app.restart();
		expect(app.output()).toContain(`One text was found damaged: ${documentName}.`);
		const reader = collabClient(app, token, documentName);
		await until(reader, () => reader.provider.synced);
		expect(reader.doc.getText('text').toJSON()).toBe('one two ');
		reader.destroy();
		const kept = onTheDisk((database) =>
			database.prepare('select seq, reason from document_updates_set_aside').all()
		);
		expect(kept).toEqual([{ seq: last, reason: 'it cannot be read' }]);
		const after = await verify();
		expect(after.code).toBe(0);
		expect(after.said).toContain(`update ${last} of ${documentName}: it cannot be read`);
	}
);
