// Connections that have been opened and ask for nothing. Each costs memory and a file handle, and whoever opens them
// by the thousand has proved nothing to anybody; so only so many may wait, and the one that has waited longest goes.
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** More than a whole alliance's browsers open in the moment between a connection and its first request. */
const mostSilent = 500;

/** Cuts the oldest connections that have not sent a request once there are more than `most` of them. */
export function boundHalfOpen(server: Server, most = mostSilent): void {
	/** In the order they were opened. */
	const silent = new Set<Socket>();
	server.on('connection', (socket) => {
		silent.add(socket);
		socket.once('close', () => silent.delete(socket));
		const [oldest] = silent;
		if (silent.size > most) oldest?.destroy();
	});
	const speaks = ({ socket }: IncomingMessage): void => void silent.delete(socket);
	server.on('request', speaks);
	server.on('upgrade', speaks);
}
