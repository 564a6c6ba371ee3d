// The floor: passes every frame on to the others of the room and knows nothing of what is in it.
import { createServer } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';

const rooms = new Map<string, Set<WebSocket>>();
const server = createServer((_, response) => response.end());

new WebSocketServer({ server }).on('connection', (socket, request) => {
	const name = request.url ?? '';
	const room = rooms.get(name) ?? new Set();
	rooms.set(name, room.add(socket));
	socket.on('message', (message) => {
		for (const other of room) if (other !== socket) other.send(message);
	});
	socket.on('close', () => {
		room.delete(socket);
		if (room.size === 0) rooms.delete(name);
	});
	socket.on('error', () => {});
});

server.listen(Number(process.env['PORT']), '127.0.0.1');
