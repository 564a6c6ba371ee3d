// A network in front of the server, as some trusts have it: plain HTTP passes, a WebSocket's upgrade does not.
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { freePort } from './app.ts';

export type DeafProxy = Awaited<ReturnType<typeof deafProxy>>;

/** Starts it, leading nowhere yet: the server has to be told the proxy's address as its ORIGIN. */
export async function deafProxy() {
	const port = await freePort();
	let target = 0;
	let isOpen = false;
	let isSilent = false;
	let upgrades = 0;
	let questions = 0;
	const agent = new Agent({ keepAlive: true });
	const upgraded = new Set<Duplex>();
	const server = createServer((incoming, outgoing) => {
		if (incoming.url?.endsWith('/exchange') === true) questions++;
		const { method, url, headers } = incoming;
		const onward = request({ host: '127.0.0.1', port: target, agent, method, path: url, headers });
		onward.on('response', (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		});
		onward.on('error', () => outgoing.destroy());
		incoming.pipe(onward);
	});
	server.on('upgrade', (incoming, socket: Duplex, head: Buffer) => {
		if (incoming.url?.startsWith('/collab/') === true) upgrades++;
		upgraded.add(socket);
		socket.on('close', () => upgraded.delete(socket));
		socket.on('error', () => socket.destroy());
		if (!isOpen) {
			if (!isSilent) socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
			return;
		}
		const { url, headers } = incoming;
		const onward = request({ host: '127.0.0.1', port: target, path: url, headers });
		onward.on('upgrade', (answer, behind: Duplex, first: Buffer) => {
			const lines = Object.entries(answer.headers).map(
				([name, value]) => `${name}: ${String(value)}`
			);
			socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
			socket.write(first);
			behind.write(head);
			behind.pipe(socket).pipe(behind);
			behind.on('error', () => socket.destroy());
			socket.on('close', () => behind.destroy());
		});
		onward.on('response', () => socket.destroy());
		onward.on('error', () => socket.destroy());
		onward.end();
	});
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');

	return {
		origin: `http://127.0.0.1:${port}`,
		leadTo: (serverPort: number): void => void (target = serverPort),
		/** Whether sockets come through from now on. */
		letUpgradesThrough: (isAllowed: boolean): void => void (isOpen = isAllowed),
		/** From now on a blocked upgrade gets no answer at all. */
		swallowUpgrades: (): void => void (isSilent = true),
		/** Upgrades that were asked for to write together. */
		upgrades: (): number => upgrades,
		/** Questions of polling lines that passed. */
		questions: (): number => questions,
		async close(): Promise<void> {
			agent.destroy();
			for (const socket of upgraded) socket.destroy();
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		}
	};
}
