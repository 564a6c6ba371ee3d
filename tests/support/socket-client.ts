// Clients of the sockets over a real connection: a stock y-websocket, and a bare one that a test can make misbehave.
import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

export type Credentials = { cookie?: string; bearer?: string; origin?: string };

const headersOf = ({ cookie, bearer, origin }: Credentials): ClientOptions['headers'] => ({
	...(cookie === undefined ? {} : { cookie }),
	...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
	...(origin === undefined ? {} : { origin })
});

/** The status a socket is refused with, or 101. */
export async function knock(url: string, credentials: Credentials): Promise<number> {
	const socket = new WebSocket(url, { headers: headersOf(credentials) });
	return new Promise((resolve, reject) => {
		socket.on('open', () => {
			socket.terminate();
			resolve(101);
		});
		socket.on('unexpected-response', (request, response) => {
			request.destroy();
			resolve(response.statusCode ?? 0);
		});
		socket.on('error', reject);
	});
}

export type BareSocket = {
	socket: WebSocket;
	messages: Buffer[];
	/** The close code, once it comes. */
	closed: Promise<number>;
};

/** An open socket that does nothing by itself. */
export async function openSocket(url: string, credentials: Credentials): Promise<BareSocket> {
	const socket = new WebSocket(url, { headers: headersOf(credentials) });
	const messages: Buffer[] = [];
	socket.on('message', (data: Buffer) => messages.push(data));
	const closed = once(socket, 'close').then(([code]) => code as number);
	await once(socket, 'open');
	socket.on('error', () => {});
	return { socket, messages, closed };
}

export type StockClient = { doc: Y.Doc; provider: WebsocketProvider };

/** y-websocket as it comes, but for the headers that a browser would send by itself. */
export function stockClient(
	wsOrigin: string,
	documentName: string,
	credentials: Credentials,
	doc = new Y.Doc()
): StockClient {
	class Socket extends WebSocket {
		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols, { headers: headersOf(credentials) });
		}
	}
	const provider = new WebsocketProvider(`${wsOrigin}/collab`, documentName, doc, {
		WebSocketPolyfill: Socket as never,
		disableBc: true,
		params: { schema: '1' }
	});
	return { doc, provider };
}

/** Resolves when the provider says it is in step. */
export const synced = ({ provider }: StockClient): Promise<void> =>
	provider.synced
		? Promise.resolve()
		: new Promise((resolve) => {
				provider.once('sync', () => resolve());
			});

/** Resolves when `holds` does; it is asked after each change of the document or its presence. */
export function until({ doc, provider }: StockClient, holds: () => boolean): Promise<void> {
	if (holds()) return Promise.resolve();
	return new Promise((resolve) => {
		const look = (): void => {
			if (!holds()) return;
			doc.off('update', look);
			provider.awareness.off('change', look);
			resolve();
		};
		doc.on('update', look);
		provider.awareness.on('change', look);
	});
}
