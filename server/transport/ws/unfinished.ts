// Frames that have begun to arrive and do not end. Each may grow to the largest frame before its budget is asked, so
// a hundred sockets could make us hold half a gigabyte: together they get no more than a share of it, and of more,
// the one that holds most goes.
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Line } from './line.ts';

/** Bytes of unfinished frames that may be held for everybody together: four of the largest, hundreds of usual ones. */
const mostUnfinished = 16 * 1024 * 1024;
/** How often (ms) they are counted: a line of a gigabit brings 12 MB meanwhile. */
const countEvery = 100;

type Arriving = {
	readonly socket: Pick<Socket, 'bytesRead'>;
	readonly line: Line;
	finished: number;
};

export type Unfinished = {
	/** Counts what arrives on a socket from now on. */
	watch(ws: WebSocket, socket: Pick<Socket, 'bytesRead'>, line: Line): void;
	stop(): void;
};

/** @param dismiss ends a line that holds too much. */
export function boundUnfinished(dismiss: (line: Line) => void): Unfinished {
	const all = new Set<Arriving>();
	const held = ({ socket, finished }: Arriving): number => socket.bytesRead - finished;

	const counting = setInterval(() => {
		let sum = 0;
		for (const arriving of all) sum += held(arriving);
		if (sum <= mostUnfinished) return;
		for (const arriving of [...all].sort((one, other) => held(other) - held(one))) {
			if (sum <= mostUnfinished) return;
			sum -= held(arriving);
			all.delete(arriving);
			dismiss(arriving.line);
		}
	}, countEvery).unref();

	return {
		watch(ws, socket, line) {
			const arriving = { socket, line, finished: socket.bytesRead };
			all.add(arriving);
			ws.on('message', () => (arriving.finished = socket.bytesRead));
			ws.on('close', () => all.delete(arriving));
		},
		stop: () => clearInterval(counting)
	};
}
