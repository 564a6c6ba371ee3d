// npm run dev: the same App and sockets inside Vite's server, on the same port. Server code is native
// TypeScript, so a change there restarts the process (node --watch); pages reload by themselves.
import type { Plugin } from 'vite';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { handOver } from './handover.ts';
import { startDigest } from './jobs/digest.ts';
import { startMail } from './jobs/mail.ts';
import { startPublication } from './jobs/publication.ts';
import { createLog } from './kernel/log.ts';
import { attachSockets } from './transport/ws/upgrade.ts';

export function workspaceServer(): Plugin {
	return {
		name: 'workspace-server',
		apply: (_config, { command, mode }) => command === 'serve' && mode !== 'test',
		config() {
			const config = readConfig(process.env);
			return { server: { port: config.port, host: config.host, strictPort: true } };
		},
		async configureServer(vite) {
			const config = readConfig(process.env);
			const log = createLog(config.logLevel);
			const app = await createApp(config, log);
			handOver(app);
			const stops = [startDigest(app, log), startMail(app, log), startPublication(app, log)];
			if (vite.httpServer === null) return;
			const sockets = attachSockets(vite.httpServer, app, { passOthers: true });
			vite.httpServer.once('close', () => {
				void Promise.all([sockets.close(), ...stops.map((stop) => stop())]).then(() => app.close());
			});
		}
	};
}
