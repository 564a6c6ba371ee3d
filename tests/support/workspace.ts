// The whole workspace but its pages, in this process: real database, real HTTP server, real sockets.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createApp, type App } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { system, type Member } from '#server/kernel/actor.ts';
import { createLog } from '#server/kernel/log.ts';
import { attachSockets, type SocketOptions } from '#server/transport/ws/upgrade.ts';
import { demoPassword, freePort } from './app.ts';

export type Workspace = {
	app: App;
	origin: string;
	wsOrigin: string;
	/** A demonstration account's member and login, as a Cookie header. */
	signIn(email: string): Promise<{ member: Member; cookie: string }>;
	/** The document of the open round's report with this in its title. */
	draft(title: string): Promise<string>;
	close(): Promise<void>;
};

/** Starts it with the demonstration in a folder of its own. */
export async function openWorkspace(options?: SocketOptions): Promise<Workspace> {
	const dataDir = await mkdtemp(path.join(os.tmpdir(), 'workspace-sockets-'));
	const port = await freePort();
	const config = readConfig({ PORT: String(port), DATA_DIR: dataDir });
	const app = await createApp(config, createLog('silent'));
	const server = createServer((_, response) => response.writeHead(404).end());
	const sockets = attachSockets(server, app, options);
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');

	return {
		app,
		origin: config.origin,
		wsOrigin: config.origin.replace('http', 'ws'),
		async signIn(email) {
			const { member, sessionId } = await app.accounts.signIn(
				{ email, password: demoPassword },
				{ address: '127.0.0.1', userAgent: 'test' }
			);
			return { member, cookie: `session=${sessionId}` };
		},
		async draft(title) {
			const round = (await app.rounds.list(system)).find(({ state }) => state === 'open');
			const reports = await app.reports.listForRound(system, round?.id ?? '');
			const report = reports.find((each) => each.title.includes(title));
			if (report === undefined) throw new Error(`no report “${title}”`);
			return report.documentName;
		},
		async close() {
			await sockets.close();
			server.closeAllConnections();
			server.close();
			await app.close();
			await rm(dataDir, { recursive: true, force: true });
		}
	};
}
