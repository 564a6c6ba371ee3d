// [F19] The process is killed while an old text is being brought back, and while old history is being thinned. Both are
// there whole afterwards or not at all.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createStore } from '#server/storage/store.ts';
import { migrate, openDatabase } from '#server/storage/database.ts';
import { root, startApp, type RunningApp } from '../support/app.ts';

describe('C84 killed while a text is being brought back', () => {
	const kills = 8;

	let app: RunningApp;
	beforeAll(async () => {
		app = await startApp();
	});
	afterAll(() => app.stop());

	test(
		`${kills} times: every section reads as before or as it was wanted, never something in between`,
		{ timeout: 120_000 },
		async () => {
			const token = await app.token('leeds.drafter@demo.test');
			const call = async <T>(address: string, body?: object): Promise<T> => {
				const response = await fetch(`${app.origin}/api/v1${address}`, {
					method: body === undefined ? 'GET' : 'POST',
					headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
					body: body === undefined ? undefined : JSON.stringify(body)
				});
				if (!response.ok) throw new Error(`${address} answered ${response.status}`);
				return (await response.json()) as T;
			};
			type Items<T> = { items: T[] };
			const rounds = await call<Items<{ id: string; state: string }>>('/rounds');
			const open = rounds.items.find(({ state }) => state === 'open')?.id;
			const reports = await call<Items<{ title: string; documentName: string }>>(
				`/rounds/${open}/reports`
			);
			const leeds = reports.items.find(({ title }) => title.includes('Leeds'));
			const address = `/documents/${leeds?.documentName}/versions`;
			const versions = await call<Items<{ id: string; kind: string }>>(address);
			const named = versions.items.filter(({ kind }) => kind === 'named').map(({ id }) => id);
			const textAt = async (id: string): Promise<string> => {
				const then = await call<{ sections: { text: string }[] }>(`${address}/${id}/content`);
				return then.sections.map(({ text }) => text).join('\n\n');
			};
			const texts = new Map<string, string>();
			for (const id of named) texts.set(id, await textAt(id));
			expect(new Set(texts.values()).size).toBe(2);

			let present = await textAt('now');
			let [brought, left] = [0, 0];
			/** When (ms after the call) the kill comes: later when it was too early, so it closes in on the moment. */
			let killAfter = 300;
			for (let kill = 0; kill < kills; kill++) {
				const wanted = named.find((id) => texts.get(id) !== present) ?? '';
				let isAnswered = false;
				const restoring = call(`${address}/${wanted}/restore`, {}).then(
					() => (isAnswered = true),
					() => undefined
				);
				await new Promise((resolve) => setTimeout(resolve, killAfter));
				const wasAnswered = isAnswered;
				await app.kill();
				await restoring;
				await app.restart();
				const now = await textAt('now');
				expect([present, texts.get(wanted)], `after kill ${kill + 1}`).toContain(now);
				if (wasAnswered) expect(now).toBe(texts.get(wanted));
				if (now === present) left++;
				else brought++;
				killAfter *= now === present ? 1.7 : 0.7;
				present = now;
			}
			// The kills fell on both sides.
			expect([brought, left].every((count) => count > 0)).toBe(true);
		}
	);
});

describe('C86 killed while old history is being thinned', () => {
	const documentName = 'note-old';
	const oneHour = 3_600_000;
	const hours = 240;
	const kills = 3;
	const rowsAnHour = 12;

	let dataDir: string;
	beforeAll(async () => {
		dataDir = await mkdtemp(path.join(os.tmpdir(), 'workspace-thinning-'));
	});
	afterAll(() => rm(dataDir, { recursive: true, force: true }));

	async function withStore<T>(
		work: (store: ReturnType<typeof createStore>) => Promise<T>
	): Promise<T> {
		const file = path.join(dataDir, 'workspace.sqlite');
		const { db } = openDatabase({ kind: 'sqlite', file });
		await migrate(db);
		try {
			return await work(createStore(db));
		} finally {
			await db.destroy();
		}
	}

	/** Hours of one person’s typing, two months ago. */
	const write = (): Promise<number[]> =>
		withStore(async (store) => {
			const doc = new Y.Doc();
			const updates: Uint8Array[] = [];
			doc.on('update', (update: Uint8Array) => updates.push(update));
			const text = doc.getText('t');
			const start = (Math.floor(Date.now() / oneHour) - 60 * 24) * oneHour;
			const rows = Array.from({ length: hours * rowsAnHour }, (_, index) => {
				if (index % 5 === 4) text.delete(text.length - 1, 1);
				else text.insert(text.length, String(index % 10));
				return {
					document_name: documentName,
					seq: index + 1,
					member_id: null,
					at: new Date(start + (index / rowsAnHour) * oneHour).toISOString(),
					bytes: updates[index] ?? new Uint8Array()
				};
			});
			await store.documents.create(documentName, 'note', rows[0]?.at ?? '');
			await store.documents.appendToLogs(rows);
			await store.documents.saveSnapshot({
				document_name: documentName,
				seq: rows.length,
				at: rows.at(-1)?.at ?? '',
				bytes: Y.encodeStateAsUpdate(doc)
			});
			return Array.from({ length: hours / 24 }, (_, day) => (day + 1) * 24 * rowsAnHour);
		});

	/** What stood there at the end of each day, from the rows that are there. */
	const read = (ends: readonly number[]) =>
		withStore(async (store) => {
			const rows = await store.documents.updatesAfter(documentName, 0);
			const doc = new Y.Doc();
			let next = 0;
			const texts = ends.map((end) => {
				for (; (rows[next]?.seq ?? Infinity) <= end; next++) {
					Y.applyUpdate(doc, rows[next]?.bytes ?? new Uint8Array());
				}
				return doc.getText('t').toJSON();
			});
			return { texts, rows: rows.length };
		});

	function spawnThinning() {
		const child = spawn(process.execPath, ['server/cli/main.ts', 'thin'], {
			cwd: root,
			env: { PATH: process.env['PATH'], DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
			stdio: 'ignore'
		});
		return { child, exited: once(child, 'exit') };
	}

	test(
		'every stretch is as it was or thinned, and the next run ends the work',
		{ timeout: 120_000 },
		async () => {
			const ends = await write();
			const whole = await read(ends);
			for (let kill = 1; kill <= kills; kill++) {
				const thinning = spawnThinning();
				// Once it has come so far, or is at the next stretch.
				const target = Math.floor((whole.rows / (kills + 1)) * kill);
				await withStore(async (store) => {
					while ((await store.versions.stretchAround(documentName, target)) === undefined) {
						await new Promise((resolve) => setTimeout(resolve, 2));
					}
				});
				thinning.child.kill('SIGKILL');
				await thinning.exited;
				const now = await read(ends);
				expect(now.texts, `after kill ${kill}`).toEqual(whole.texts);
				expect(now.rows).toBeGreaterThan(hours);
			}
			await spawnThinning().exited;
			expect(await read(ends)).toEqual({ texts: whole.texts, rows: hours });
		}
	);
});
