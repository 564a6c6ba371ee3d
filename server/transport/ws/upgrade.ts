// The door of both sockets: who may come in is decided before the handshake, in plain HTTP status codes. Whatever
// goes wrong behind it costs one connection, never the process.
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import { closeCode, collabPath } from '#shared/collab-protocol.ts';
import { livePath } from '#shared/live-protocol.ts';
import { personIdOf, type Caller, type Member, type SessionGuest } from '#server/kernel/actor.ts';
import type { Events } from '#server/kernel/events.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { Collaboration } from '#server/domain/collaboration/collaboration.ts';
import { createBudget, largestFrame } from '#server/domain/collaboration/limits.ts';
import type { EngineObserver } from '#server/domain/collaboration/observer.ts';
import type { Live } from '#server/domain/live/live.ts';
import { identify, type CallerDeps } from './caller.ts';
import { createCollabEndpoint } from './collab-endpoint.ts';
import { createGuests } from './guests.ts';
import { createLines, type Line } from './line.ts';
import { createLiveEndpoint, largestLiveFrame } from './live-endpoint.ts';
import { boundUnfinished } from './unfinished.ts';

/** Of the App, what the sockets need. */
export type SocketDeps = {
	config: { origin: string };
	log: Log;
	observer: Pick<EngineObserver, 'refused'>;
	events: Events;
	access: Pick<Access, 'document'>;
	accounts: CallerDeps['accounts'] & { reauthenticate(member: Member): Promise<Member | null> };
	sessionGuests: CallerDeps['sessionGuests'] & {
		reauthenticate(guest: SessionGuest): Promise<SessionGuest | null>;
	};
	collaboration: Pick<Collaboration, 'open' | 'close'>;
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
/** How long (ms) the last words are given to reach the disk before everybody is told that we stop. */
const longestFlush = 3_000;
/** Upgrades that may be looked into at once. A storm of reconnecting people stays below it: each takes a millisecond. */
const mostAtTheDoor = 1_000;
/** Pings a client may send: browsers send none, and each makes us answer. ws cuts a line with some sixty answers unsent. */
const pingBudget = { burst: 30, perSecond: 2, price: 1 };

/** @returns `close`: writes what has come in, tells everybody with 1012, and takes no more. */
export function attachSockets(
	server: UpgradingServer,
	deps: SocketDeps,
	{ passOthers = false, pingEvery }: SocketOptions = {}
): { close(): Promise<void> } {
	const { log, observer, collaboration } = deps;
	const guests = createGuests({
		...deps,
		pingEvery,
		reauthenticate: (caller) =>
			caller.kind === 'member'
				? deps.accounts.reauthenticate(caller)
				: deps.sessionGuests.reauthenticate(caller)
	});
	const lineOf = createLines();
	const unfinished = boundUnfinished((line) => {
		observer.refused(closeCode.overloaded);
		log.warn({ code: closeCode.overloaded }, 'too many unfinished frames: cut the largest');
		// It would go on to be read until it has answered a good-bye.
		line.cut();
	});
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
		caller: Caller,
		[request, socket, head]: Upgrade,
		welcome: (ws: WebSocket, line: Line) => void
	): void {
		using.handleUpgrade(request, socket, head, (ws) => {
			const line = lineOf(ws, socket);
			// Without this listener one malformed frame would end the process. ws itself closes the socket.
			ws.on('error', (error: Error & { code?: string }) => {
				const code = error.code === tooLong ? closeCode.frameTooBig : brokenFrame;
				observer.refused(code);
				log.warn(
					{ personId: personIdOf(caller), code, reason: error.message },
					'a socket was at fault'
				);
			});
			const pings = createBudget(Date.now(), pingBudget);
			ws.on('ping', () => {
				if (ws.readyState !== ws.OPEN || pings.spend(0, Date.now())) return;
				observer.refused(closeCode.tooFast);
				log.warn(
					{ personId: personIdOf(caller), code: closeCode.tooFast },
					'a socket pinged too often'
				);
				line.close(closeCode.tooFast, 'too many pings');
			});
			try {
				welcome(ws, line);
			} catch (error) {
				log.error({ err: error }, 'welcoming a socket failed');
				line.close(1011, 'internal');
			}
		});
	}

	let atTheDoor = 0;

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
		const caller = await identify(deps, request);
		if (typeof caller === 'number') return refuse(socket, caller);
		if (isLive) {
			return shakeHands(liveServer, caller, upgrade, (ws, line) =>
				welcomeLive(caller, ws, line, epoch)
			);
		}
		const name = decode(url.pathname.slice(collabPath.length + 1));
		const answer = await knock(caller, name, url.searchParams.get('schema'), epoch);
		if (typeof answer === 'number') return refuse(socket, answer);
		let isIn = false;
		const giveUp = (): void => {
			if (!isIn) answer.giveUp();
		};
		if (socket.destroyed) return giveUp();
		socket.once('close', giveUp);
		shakeHands(collabServer, caller, upgrade, (ws, line) => {
			isIn = true;
			unfinished.watch(ws, request.socket, line);
			answer.welcome(ws, line);
		});
	}

	const onUpgrade = (...upgrade: Upgrade): void => {
		const [, socket] = upgrade;
		socket.on('error', (error) => log.debug({ err: error }, 'a connection was at fault'));
		if (atTheDoor >= mostAtTheDoor) return refuse(socket, 503);
		atTheDoor++;
		handle(upgrade)
			.catch((error: unknown) => {
				log.error({ err: error }, 'an upgrade failed');
				refuse(socket, 500);
			})
			.finally(() => atTheDoor--);
	};
	server.on('upgrade', onUpgrade);

	function refuse(socket: Duplex, status: number): void {
		observer.refused(status);
		const text = STATUS_CODES[status] ?? '';
		// Who never takes the answer, nor hangs up, is not waited for.
		const cut = setTimeout(() => socket.destroy(), closeTimeout);
		socket.once('close', () => clearTimeout(cut));
		socket.end(
			`HTTP/1.1 ${status} ${text}\r\nconnection: close\r\ncontent-type: text/plain\r\n` +
				`content-length: ${text.length}\r\n\r\n${text}`
		);
	}

	return {
		async close() {
			server.off('upgrade', onUpgrade);
			unfinished.stop();
			// A disk that refuses must not keep us from saying good-bye: what was not saved the clients still have.
			const cut = new AbortController();
			const patience = delay(longestFlush, undefined, cut).catch(() => {});
			await Promise.race([collaboration.close(), patience]);
			cut.abort();
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

/** The fault of a frame above the limit, and the close code of any other. */
const tooLong = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
const brokenFrame = 1002;

/** A document's name out of an address; empty when it cannot be one. */
function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return '';
	}
}
