// Start: configuration → HTTP (already answering "starting") → App → pages and sockets → signals.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createApp, type App } from './app.ts';
import { ConfigurationMistakes, readConfig, type Config } from './config.ts';
import type { StartCheck } from './domain/collaboration/integrity.ts';
import { handOver } from './handover.ts';
import { startCopies } from './jobs/copies.ts';
import { startGroups } from './jobs/groups.ts';
import { startDigest } from './jobs/digest.ts';
import { startMail } from './jobs/mail.ts';
import { startPolls } from './jobs/polls.ts';
import { startPublication } from './jobs/publication.ts';
import { startThinning } from './jobs/thinning.ts';
import { createLog } from './kernel/log.ts';
import { createShutdown } from './kernel/shutdown.ts';
import { DatabaseTooNew } from './storage/database.ts';
import { createHealth } from './transport/http/health.ts';
import { createOneClick } from './transport/http/one-click.ts';
import { createMetrics } from './transport/http/metrics.ts';
import {
	clientAddressHeader,
	createHttpServer,
	listen,
	type PageHandler
} from './transport/http/server.ts';
import { attachSockets } from './transport/ws/upgrade.ts';

const root = path.resolve(import.meta.dirname, '..');

/** What the newcomer reads in the terminal. */
function greeting(
	config: Config,
	app: App,
	setupLink: string | null,
	{ damaged, file }: Pick<StartCheck, 'damaged' | 'file'>
): string {
	const lines = ['', `  The Alliance Workspace is at ${config.origin}`];
	if (setupLink !== null) {
		lines.push(
			'',
			'  It is empty. Set up the first coordinator, once, within 48 hours:',
			`  ${setupLink}`
		);
	} else if (app.isDemonstration) {
		lines.push(
			'',
			'  It is the demonstration workspace: the people are roles, the texts are samples.',
			`  Sign in at ${config.origin}/sign-in, where each account is a button, or with`,
			'  leeds.drafter@demo.test and leeds.lead@demo.test, password pledge-demo.'
		);
	} else {
		lines.push(`  Sign in at ${config.origin}/sign-in`);
	}
	if (damaged.length > 0) {
		const texts = damaged.length === 1 ? 'One text was' : `${damaged.length} texts were`;
		lines.push(
			'',
			`  ${texts} found damaged: ${damaged.map(({ documentName }) => documentName).join(', ')}.`,
			'  What could not be read has been set aside, nothing was dropped; the rest opens as usual.',
			'  npm run admin -- verify tells more.'
		);
	}
	if (file !== null) {
		lines.push(
			'',
			`  SQLite finds its file damaged (${file}).`,
			'  What can be read is served. Stop, copy the folder, and restore the last good backup.'
		);
	}
	return `${lines.join('\n')}\n\n`;
}

async function loadPages(config: Config): Promise<PageHandler> {
	const built = path.join(root, 'build', 'handler.js');
	if (!existsSync(built)) throw new Error('The pages are not built: run npm run build.');
	// adapter-node reads these when it is imported.
	process.env['ORIGIN'] = config.origin;
	process.env['ADDRESS_HEADER'] = clientAddressHeader;
	const module = (await import(pathToFileURL(built).href)) as { handler: PageHandler };
	return module.handler;
}

async function main(): Promise<void> {
	if (existsSync(path.join(root, '.env'))) process.loadEnvFile(path.join(root, '.env'));
	const config = readConfig(process.env);
	const log = createLog(config.logLevel);
	const shutdown = createShutdown(log);
	const packageJson = readFileSync(path.join(root, 'package.json'), 'utf8');
	const { version } = JSON.parse(packageJson) as { version: string };

	const metrics = createMetrics();
	const running: { app?: App; pages?: PageHandler } = {};
	const server = createHttpServer({
		log,
		trustedProxies: config.trustedProxies,
		health: createHealth({
			version,
			metricsToken: config.metricsToken,
			isReady: async () => running.pages !== undefined && (await running.app?.isReady()) === true,
			metrics,
			gauges: async () => (await running.app?.gauges()) ?? {}
		}),
		oneClick: createOneClick(async (token) => running.app?.mail.turnOff(token)),
		pages: () => running.pages
	});

	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			void shutdown.stop().then(() => process.exit(0));
		});
	}

	await listen(server, config.port, config.host);
	shutdown.onStop('http', () => {
		server.closeAllConnections();
		server.close();
	});

	const created = await createApp(config, log, metrics.observer);
	shutdown.onStop('app', () => created.close());
	shutdown.onStop('jobs', startThinning(created, log));
	shutdown.onStop('copies', startCopies(created, log));
	shutdown.onStop('digest', startDigest(created, log));
	shutdown.onStop('mail', startMail(created, log));
	shutdown.onStop('groups', startGroups(created, log));
	shutdown.onStop('polls', startPolls(created, log));
	shutdown.onStop('publication', startPublication(created, log));
	const check = await created.collaboration.integrity.checkAtStart();
	handOver(created);
	const sockets = attachSockets(server, created);
	shutdown.onStop('sockets', () => sockets.close());
	const setupLink = await created.firstSetupLink();
	running.pages = await loadPages(config);
	running.app = created;

	process.stdout.write(greeting(config, created, setupLink, check));
}

/** A mistake of the person who starts it: a sentence, not a stack. */
const isExpected = (error: Error): boolean =>
	error instanceof ConfigurationMistakes ||
	error instanceof DatabaseTooNew ||
	('code' in error && error.code === 'EADDRINUSE');

main().catch((thrown: unknown) => {
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	process.stderr.write(`\n${isExpected(error) ? error.message : (error.stack ?? error.message)}\n`);
	process.exit(1);
});
