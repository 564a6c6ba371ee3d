// /live: JSON both ways, each message checked against #shared/live-protocol.ts.
import * as v from 'valibot';
import type { WebSocket } from 'ws';
import { closeCode } from '#shared/collab-protocol.ts';
import { liveClientMessageSchema } from '#shared/live-protocol.ts';
import type { Caller } from '#server/kernel/actor.ts';
import type { Log } from '#server/kernel/log.ts';
import { createBudget, type BudgetTerms } from '#server/domain/collaboration/limits.ts';
import type { Live } from '#server/domain/live/live.ts';
import type { Guests } from './guests.ts';
import type { Line } from './line.ts';

export type LiveEndpointDeps = { live: Live; guests: Guests; log: Log };

/** Largest message taken: a topic's name and its frame, many times over. */
export const largestLiveFrame = 4 * 1024;
/** Messages a page may send: a burst when it opens, then a few as one moves about. Each costs a query. */
const messageBudget: BudgetTerms = { burst: 300, perSecond: 10, price: 1 };
/** Unsent bytes above which a line is given up: these are short messages, so it has stopped reading. */
const stuckMark = 256 * 1024;

export function createLiveEndpoint({ live, guests, log }: LiveEndpointDeps) {
	return function welcome(caller: Caller, ws: WebSocket, line: Line, epoch: number): void {
		const budget = createBudget(Date.now(), messageBudget);

		function send(text: string): void {
			if (ws.readyState !== ws.OPEN) return;
			if (ws.bufferedAmount > stuckMark) return line.close(closeCode.overloaded, 'not reading');
			ws.send(text, () => {});
		}

		const listener = live.join(caller, send);

		async function receive(data: Buffer): Promise<void> {
			if (!budget.spend(0, Date.now())) return line.close(closeCode.tooFast, 'too much at once');
			const message = parse(data);
			if (message === null) return line.close(closeCode.notTheProtocol, 'not the protocol');
			await listener.receive(message);
		}

		ws.on('message', (data: Buffer) => {
			if (ws.readyState !== ws.OPEN) return;
			receive(data).catch((error: unknown) => {
				log.error({ err: error }, 'a live message failed');
				line.close(1011, 'internal');
			});
		});
		ws.on('close', () => listener.left());
		guests.add(
			{
				caller,
				ws,
				line,
				async stillWelcome(fresh) {
					await listener.become(fresh);
					return true;
				}
			},
			epoch
		);
	};
}

function parse(data: Buffer) {
	let value: unknown;
	try {
		value = JSON.parse(data.toString('utf8'));
	} catch {
		return null;
	}
	const parsed = v.safeParse(liveClientMessageSchema, value);
	return parsed.success ? parsed.output : null;
}
