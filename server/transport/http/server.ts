// The HTTP server: health first, then the pages. It listens before the App is ready, so that /healthz and
// /readyz can tell a slow start from a dead one.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '#server/kernel/log.ts';
import { clientAddress } from './client-address.ts';
import { boundHalfOpen } from './half-open.ts';

/** What build/handler.js exports: SvelteKit as a Node request handler. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** The header by which the pages learn the client's address; overwritten on every request. */
export const clientAddressHeader = 'x-workspace-client-address';

export type HttpDeps = {
	log: Log;
	trustedProxies: readonly string[];
	health(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
	/** Mails turned off by a mail program. */
	oneClick(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
	/** The pages; undefined while starting. */
	pages(): PageHandler | undefined;
};

/** Times (ms) a client has to send its headers, and its whole request: slow ones hold no connection open for long. */
const headersTimeout = 10_000;
const requestTimeout = 120_000;
/** How often (ms) that is looked at. */
const connectionsCheckingInterval = 5_000;

export function createHttpServer(deps: HttpDeps): Server {
	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (await deps.health(request, response)) return;
		const pages = deps.pages();
		if (pages === undefined) {
			response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2' });
			response.end('The workspace is starting. Try again in a moment.');
			return;
		}
		if (await deps.oneClick(request, response)) return;
		request.headers[clientAddressHeader] = clientAddress(request, deps.trustedProxies);
		pages(request, response);
	}

	const times = { headersTimeout, requestTimeout, connectionsCheckingInterval };
	const server = createServer(times, (request, response) => {
		answer(request, response).catch((error: unknown) => {
			deps.log.error({ err: error }, 'a request failed');
			if (!response.headersSent) response.writeHead(500);
			response.end();
		});
	});
	boundHalfOpen(server);
	return server;
}

/** @throws when the port is taken or may not be used. */
export function listen(server: Server, port: number, host: string): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve();
		});
	});
}
