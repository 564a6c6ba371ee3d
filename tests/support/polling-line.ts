// A polling line in memory: the browser's end and the server's end as they are, and between them a network that loses
// questions and answers when it is told to.
import * as v from 'valibot';
import { exchangeInputSchema, exchangeOutputSchema, type ExchangeInput } from '#shared/exchange.ts';
import type { Member } from '#server/kernel/actor.ts';
import type { Exchange } from '#server/domain/collaboration/exchange.ts';
import type { Rooms } from '#server/domain/collaboration/rooms.ts';
import { PollingSocket } from '../../src/lib/collab/polling-socket.ts';
import type { ManualTimers } from './manual-timers.ts';

/** What becomes of a question: it arrives, it is lost, or it arrives and the answer is lost. */
export type Fate = 'arrives' | 'lost' | 'answer-lost';

export type PollingNetwork = {
	timers: ManualTimers;
	/** The server's end, as it is now: another one after a crash. */
	exchange(): Exchange;
	fate(): Fate;
};

const patience = 8_000;

/** Someone who can sign in. */
export const pollingMember = (memberId: string): Member => ({
	kind: 'member',
	memberId,
	name: `Member ${memberId}`,
	email: `${memberId}@demo.test`,
	seats: [],
	allianceRoles: [],
	groups: [],
	loginSession: `login of ${memberId}`
});

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Asks as the browser does and answers as the route does, refusals included. */
export async function askInMemory(
	{ exchange, fate }: Omit<PollingNetwork, 'timers'>,
	member: Member,
	documentName: string,
	question: ExchangeInput
) {
	const what = fate();
	if (what === 'lost') throw new Error('the question was lost');
	const said = v.parse(exchangeInputSchema, asJson(question));
	const server = exchange();
	const answer = await server.turn(member, documentName, said).catch((error: { code?: string }) => {
		const code = error.code === 'not-found' ? 4404 : 4409;
		return { line: '', turn: said.turn, frames: [], closed: { code, reason: 'refused' } };
	});
	if (server !== exchange()) throw new Error('the server has died meanwhile');
	if (what === 'answer-lost') throw new Error('the answer was lost');
	return v.parse(exchangeOutputSchema, asJson(answer));
}

/** As the browser does: an answer that stays out (the server may have died) is given up. */
function inTime<Answer>(answer: Promise<Answer>, timers: ManualTimers): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const cancel = timers.after(patience, () => reject(new Error('no answer in time')));
		answer.then(resolve, reject).finally(cancel);
	});
}

/** Rooms as somebody behind such a network reaches them. */
export function roomsByPolling(network: PollingNetwork, memberId: string): Pick<Rooms, 'open'> {
	const { timers } = network;
	return {
		open: (documentName) =>
			new Promise((resolve) => {
				const socket = new PollingSocket({
					ask: (question) =>
						inTime(askInMemory(network, pollingMember(memberId), documentName, question), timers),
					schema: 1,
					isHidden: () => false,
					clock: { now: () => timers.clock.now(), after: (ms, work) => timers.after(ms, work) }
				});
				const early: Uint8Array[] = [];
				socket.onmessage = ({ data }) => early.push(data);
				socket.onclose = () => resolve(null);
				socket.onopen = () =>
					resolve({
						schemaVersion: 1,
						letGo: () => socket.close(),
						join(connection) {
							socket.onclose = ({ code, reason }) => connection.close(code, reason);
							socket.onmessage = ({ data }) => connection.send(data);
							for (const frame of early) connection.send(frame);
							return {
								receive: (bytes) => socket.send(bytes),
								left: () => socket.close()
							};
						}
					});
			})
	};
}
