// Starting and stopping the real process: what a host of the workspace sees.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, root, startApp, type RunningApp } from '../support/app.ts';

/** Runs the server until it ends by itself. */
async function runToEnd(
	env: Record<string, string>
): Promise<{ code: number | null; error: string }> {
	const child = spawn(process.execPath, ['server/main.ts'], {
		cwd: root,
		env: { PATH: process.env['PATH'], ...env },
		stdio: ['ignore', 'ignore', 'pipe']
	});
	let error = '';
	child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
	const [code] = (await once(child, 'exit')) as [number | null];
	return { code, error };
}

describe('a workspace that starts', () => {
	let app: RunningApp;
	beforeAll(async () => {
		app = await startApp({ env: { METRICS_TOKEN: 'a-token-for-the-test' } });
	});
	afterAll(() => app.stop());

	test('says where it is and how to sign in', () => {
		expect(app.output()).toContain(app.origin);
		expect(app.output()).toContain('leeds.drafter@demo.test');
		expect(app.output()).toContain('pledge-demo');
	});

	test('says that it is up, with its version', async () => {
		const response = await fetch(`${app.origin}/healthz`);
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({
			status: 'ok',
			version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string
		});
	});

	test('gives its figures to this machine and to the bearer of the token, to nobody behind a proxy', async () => {
		const metrics = (headers: Record<string, string>) =>
			fetch(`${app.origin}/metrics`, { headers });
		expect(await (await metrics({})).text()).toContain('workspace_rooms');
		expect((await metrics({ 'x-forwarded-for': '203.0.113.7' })).status).toBe(404);
		expect(
			(
				await metrics({
					'x-forwarded-for': '203.0.113.7',
					authorization: 'Bearer a-token-for-the-test'
				})
			).status
		).toBe(200);
	});

	test('keeps what it made: a second start adds nothing', async () => {
		const rounds = async () =>
			(await (await fetch(`${app.origin}/api/v1/rounds`)).json()) as unknown;
		const before = await rounds();
		await app.kill();
		await app.restart();
		expect(await rounds()).toEqual(before);
	});
});

describe('a workspace that does not start', () => {
	test('names every mistake of its configuration', async () => {
		const { code, error } = await runToEnd({ PORT: 'x', LOG_LEVEL: 'loud' });
		expect(code).toBe(1);
		expect(error).toContain('PORT: must be a whole number');
		expect(error).toContain('LOG_LEVEL: must be one of');
	});

	test('leaves a database of a newer version alone, and says so', async () => {
		const dataDir = await mkdtemp(path.join(os.tmpdir(), 'workspace-newer-'));
		const app = await startApp({ dataDir });
		await app.kill();
		const database = new SQLite(path.join(dataDir, 'workspace.sqlite'));
		database
			.prepare(
				`insert into kysely_migration (name, timestamp) values ('2099-from-the-future', 'x')`
			)
			.run();
		database.close();
		const { code, error } = await runToEnd({ DATA_DIR: dataDir, PORT: String(await freePort()) });
		expect(code).toBe(1);
		expect(error).toContain('newer version');
		expect(error).not.toContain('    at ');
		await rm(dataDir, { recursive: true, force: true });
	});

	test('says plainly that its port is taken', async () => {
		const app = await startApp();
		const { code, error } = await runToEnd({ PORT: String(app.port), DATA_DIR: app.dataDir });
		expect(code).toBe(1);
		expect(error).toContain('EADDRINUSE');
		await app.stop();
	});
});

describe('an empty workspace', () => {
	test('prints a one-time link for the first coordinator and holds nobody', async () => {
		const app = await startApp({ env: { DEMO: '0' } });
		expect(app.output()).toMatch(new RegExp(`${app.origin}/set-up/\\S{20,}`));
		expect(app.output()).not.toContain('demo.test');
		const pledge = (await (await fetch(`${app.origin}/api/v1/pledge`)).json()) as {
			commitments: unknown[];
		};
		expect(pledge.commitments).toHaveLength(7);
		await expect(app.signIn('coordinator@demo.test')).rejects.toThrow('could not sign in');
		await app.stop();
	});
});
