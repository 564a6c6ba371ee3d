// The door of both sockets: who may come in is decided before the handshake, in plain HTTP status codes. Whatever
// goes wrong behind it costs one connection, never the process.
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { collabPath } from '#shared/collab-protocol.ts';
import { livePath } from '#shared/live-protocol.ts';
import type { Member } from '#server/kernel/actor.ts';
import type { Events } from '#server/kernel/events.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { Collaboration } from '#server/domain/collaboration/collaboration.ts';
import { largestFrame } from '#server/domain/collaboration/limits.ts';
import type { Live } from '#server/domain/live/live.ts';
import { identify, type CallerDeps } from './caller.ts';
import { createCollabEndpoint } from './collab-endpoint.ts';
import { createGuests } from './guests.ts';
import { createLines, type Line } from './line.ts';
import { createLiveEndpoint, largestLiveFrame } from './live-endpoint.ts';

/** Of the App, what the sockets need. */
export type SocketDeps = {
	config: { origin: string };
	log: Log;
	events: Events;
	access: Pick<Access, 'document'>;
	accounts: CallerDeps['accounts'] & { reauthenticate(member: Member): Promise<Member | null> };
	collaboration: Pick<Collaboration, 'open' | 'flush'>;
	live: Live;
};

export type SocketOptions = {
	/** In development: leave the upgrades of other paths to Vite. */
	passOthers?: boolean;
	/** For tests: how often (ms) lines are tried. */
	pingEvery?: number;
};

/** A closed socket whose peer does not answer is cut off after so long (ms). */
const closeTimeout = 3_000;

/** @returns `close`: writes what has come in, tells everybody with 1012, and takes no more. */
export function attachSockets(
	server: UpgradingServer,
	deps: SocketDeps,
	{ passOthers = false, pingEvery }: SocketOptions = {}
): { close(): Promise<void> } {
	const { log, collaboration } = deps;
	const guests = createGuests({ ...deps, pingEvery });
	const lineOf = createLines();
	const knock = createCollabEndpoint({ ...deps, guests });
	const welcomeLive = createLiveEndpoint({ ...deps, guests });
	// No compression: it would cost each connection 300 kB, and frames of a few bytes do not shrink.
	const common = {
		noServer: true,
		clientTracking: false,
		perMessageDeflate: false,
		closeTimeout
	};
	const collabServer = new WebSocketServer({ ...common, maxPayload: largestFrame });
	const liveServer = new WebSocketServer({ ...common, maxPayload: largestLiveFrame });

	function shakeHands(
		using: WebSocketServer,
		[request, socket, head]: Upgrade,
		welcome: (ws: WebSocket, line: Line) => void
	): void {
		using.handleUpgrade(request, socket, head, (ws) => {
			const line = lineOf(ws, socket);
			// Without this listener one malformed frame would end the process. ws itself closes the socket.
			ws.on('error', (error) => log.debug({ err: error }, 'a socket was at fault'));
			try {
				welcome(ws, line);
			} catch (error) {
				log.error({ err: error }, 'welcoming a socket failed');
				line.close(1011, 'internal');
			}
		});
	}

	async function handle(upgrade: Upgrade): Promise<void> {
		const [request, socket] = upgrade;
		const url = URL.parse(request.url ?? '', 'http://here');
		const isLive = url?.pathname === livePath;
		const isCollab = url?.pathname.startsWith(`${collabPath}/`) === true;
		if (url === null || !(isLive || isCollab)) {
			if (!passOthers) refuse(socket, 404);
			return;
		}
		const { epoch } = guests;
		const member = await identify(deps, request);
		if (typeof member === 'number') return refuse(socket, member);
		if (isLive) {
			return shakeHands(liveServer, upgrade, (ws, line) => welcomeLive(member, ws, line, epoch));
		}
		const name = decode(url.pathname.slice(collabPath.length + 1));
		const answer = await knock(member, name, url.searchParams.get('schema'), epoch);
		if (typeof answer === 'number') return refuse(socket, answer);
		let isIn = false;
		const giveUp = (): void => {
			if (!isIn) answer.giveUp();
		};
		if (socket.destroyed) return giveUp();
		socket.once('close', giveUp);
		shakeHands(collabServer, upgrade, (ws, line) => {
			isIn = true;
			answer.welcome(ws, line);
		});
	}

	const onUpgrade = (...upgrade: Upgrade): void => {
		const [, socket] = upgrade;
		socket.on('error', (error) => log.debug({ err: error }, 'a connection was at fault'));
		handle(upgrade).catch((error: unknown) => {
			log.error({ err: error }, 'an upgrade failed');
			refuse(socket, 500);
		});
	};
	server.on('upgrade', onUpgrade);

	return {
		async close() {
			server.off('upgrade', onUpgrade);
			await collaboration.flush();
			guests.close();
		}
	};
}

/** An HTTP server: ours, or Vite's in development. */
type UpgradingServer = {
	on(event: 'upgrade', listener: (...upgrade: Upgrade) => void): unknown;
	off(event: 'upgrade', listener: (...upgrade: Upgrade) => void): unknown;
};

type Upgrade = [request: IncomingMessage, socket: Duplex, head: Buffer];

function refuse(socket: Duplex, status: number): void {
	const text = STATUS_CODES[status] ?? '';
	socket.end(
		`HTTP/1.1 ${status} ${text}\r\nconnection: close\r\ncontent-type: text/plain\r\n` +
			`content-length: ${text.length}\r\n\r\n${text}`
	);
}

/** A document's name out of an address; empty when it cannot be one. */
function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return '';
	}
}
