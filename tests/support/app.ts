// The whole server as a newcomer starts it: a process of its own, a real port, a real database, real sockets.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
export const demoPassword = 'pledge-demo';

export type RunningApp = {
	origin: string;
	wsOrigin: string;
	port: number;
	dataDir: string;
	/** Of the process that runs now. */
	pid(): number;
	/** The session cookie of a demonstration account, as a Cookie header. */
	signIn(email: string, password?: string): Promise<string>;
	/** A Bearer token of a demonstration account. */
	token(email: string): Promise<string>;
	/** Ends it at once, as a power cut would. */
	kill(): Promise<void>;
	/** Starts it again on the same port and data. */
	restart(): Promise<void>;
	/** Ends it in order, and says how it ended: 0 is well. */
	end(): Promise<number | null>;
	/** Ends it in order and removes its data. */
	stop(): Promise<void>;
	/** What it has printed. */
	output(): string;
};

export type StartOptions = {
	/** Further environment. */
	env?: Record<string, string>;
	/** Keep the data of an earlier run. */
	dataDir?: string;
};

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('no port');
	return address.port;
}

/** Starts server/main.ts and waits until /readyz says so. The pages must have been built (npm test does). */
export async function startApp(options: StartOptions = {}): Promise<RunningApp> {
	const dataDir = options.dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'workspace-app-')));
	const port = await freePort();
	const origin = `http://127.0.0.1:${port}`;
	let child: ChildProcess;
	let printed = '';

	async function start(): Promise<void> {
		child = spawn(process.execPath, ['server/main.ts'], {
			cwd: root,
			env: {
				PATH: process.env['PATH'],
				PORT: String(port),
				HOST: '127.0.0.1',
				DATA_DIR: dataDir,
				LOG_LEVEL: 'warn',
				...options.env
			},
			stdio: ['ignore', 'pipe', 'pipe']
		});
		child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
		child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
		for (;;) {
			if (child.exitCode !== null || child.signalCode !== null) {
				throw new Error(`the server stopped while starting:\n${printed}`);
			}
			const isReady = await fetch(`${origin}/readyz`).then(
				(response) => response.ok,
				() => false
			);
			if (isReady) return;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}

	async function end(signal: NodeJS.Signals): Promise<number | null> {
		if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
		const exited = once(child, 'exit');
		child.kill(signal);
		await exited;
		return child.exitCode;
	}

	await start();
	return {
		origin,
		wsOrigin: origin.replace('http', 'ws'),
		port,
		dataDir,
		pid: () => child.pid ?? 0,
		async signIn(email, password = demoPassword) {
			const response = await fetch(`${origin}/sign-in`, {
				method: 'POST',
				redirect: 'manual',
				headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
				body: new URLSearchParams({ email, password })
			});
			const cookie = response.headers.getSetCookie().find((each) => each.startsWith('session='));
			if (cookie === undefined)
				throw new Error(`could not sign in as ${email}: ${response.status}`);
			return cookie.split(';', 1)[0] ?? '';
		},
		async token(email) {
			const response = await fetch(`${origin}/api/v1/tokens`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ email, password: demoPassword, name: 'test' })
			});
			const body = (await response.json()) as { token: string };
			return body.token;
		},
		async kill() {
			await end('SIGKILL');
		},
		end: () => end('SIGTERM'),
		restart: start,
		async stop() {
			await end('SIGTERM');
			await rm(dataDir, { recursive: true, force: true });
		},
		output: () => printed
	};
}
