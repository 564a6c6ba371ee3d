// A facilitated session of hundreds: how soon everybody sees a facilitator's step, and a poll in which all vote within
// seconds, some of them twice. Beside the bare relay, which passes a frame of the same size on to as many.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { WebSocket } from 'ws';
import { hashSecret, newId, newSecret } from '#server/kernel/ids.ts';
import { openDatabase } from '#server/storage/database.ts';
import { livePath } from '#shared/live-protocol.ts';
import { sessionGuestCookieName } from '#shared/session-guest-cookie.ts';
import { openSocket } from '../../support/socket-client.ts';
import { Browsing } from '../load/browsing.ts';
import { latencies } from '../load/statistics.ts';
import { becomes, delay } from '../load/waiting.ts';
import { readPrepared } from '../servers/prepared.ts';
import type { RunningServer } from '../servers/running.ts';
import type { Bench, Case, Outcome } from './case.ts';

/** What has not come by then (ms) is missed. */
const longestWait = 20_000;
/** Steps that come first, in code that is not yet warm, and do not count. */
const unmeasured = 10;
/** All votes come within this time (ms); every tenth is sent twice. */
const voting = 10_000;
const pause = 150;

export const session: Case = async (bench) => {
	if (bench.candidate.name === 'ours') return ours(bench);
	return bench.candidate.name === 'relay' ? relay(bench) : null;
};

type Guest = { id: string; cookie: string };

async function ours(bench: Bench): Promise<Outcome> {
	const { people, steps } = bench.sizes.session;
	const folder = bench.freshFolder();
	const { token } = readPrepared(folder);
	const server = await bench.start(folder);
	const { port } = server.target;
	const lead = new Browsing(port);
	const failures: string[] = [];
	const headers = { authorization: `Bearer ${token}` };

	async function ask<Answer>(address: string, body?: object): Promise<Answer> {
		const answer = await lead.ask({ path: address, method: 'POST', headers, body: body ?? {} });
		if (answer.status >= 400) failures.push(`${address}: ${answer.status} ${answer.body}`);
		return JSON.parse(answer.body) as Answer;
	}

	const { id } = await ask<{ id: string }>('/api/v1/live-sessions', { title: 'All of us' });
	const address = `/api/v1/live-sessions/${id}`;
	await ask(`${address}/enter`);
	const guests = await addGuests(folder, id, people);
	const before = server.residentMB();

	// Everybody comes in: through the door, then with a screen.
	const crowd = await comeIn(server, address, id, guests, failures);
	const give = (command: object) =>
		ask<{ version: number }>(`${address}/commands`, { ...command, id: randomUUID() });
	await give({ type: 'start' });

	// A step of the facilitator, until the last has seen it.
	const waits: number[] = [];
	const answers: number[] = [];
	async function step(times: number): Promise<void> {
		for (let time = 0; time < times; time += 1) {
			await delay(pause);
			const began = performance.now();
			crowd.arrivals.length = 0;
			crowd.isListening = true;
			await give({ type: 'extend', minutes: time % 2 === 0 ? 1 : -1 });
			answers.push(performance.now() - began);
			await becomes(() => crowd.arrivals.length >= people, longestWait);
			crowd.isListening = false;
			if (crowd.arrivals.length !== people) {
				failures.push(`${crowd.arrivals.length} of ${people} saw a step`);
			}
			waits.push(...crowd.arrivals.map((at) => at - began));
		}
	}
	await step(unmeasured);
	waits.length = 0;
	const idle = server.cpu();
	await step(steps);
	const stepCpu = ((server.cpu() - idle) * 1_000) / (steps * people);
	const { p50, p99 } = latencies(waits);

	// All vote; every tenth sends it twice, as a bad line would.
	const pollId = randomUUID();
	await give({
		type: 'open-poll',
		pollId,
		kind: 'single',
		question: 'Shall we?',
		options: ['Yes', 'No']
	});
	const quiet = server.cpu();
	const votes = await castVotes(port, address, pollId, guests, failures);
	const voteCpu = server.cpu() - quiet;
	await give({ type: 'close-poll', pollId });
	const closed = await ask<{
		room: { polls: { voted: number; result: { lines: { count: number }[] } }[] };
	}>(`${address}/commands`, { type: 'show-poll', pollId, id: randomUUID() });
	const poll = closed.room.polls.at(-1);
	const counted = poll?.result.lines.map(({ count }) => count) ?? [];
	const expected = [Math.ceil(people / 2), Math.floor(people / 2)];
	if (poll?.voted !== people || String(counted) !== String(expected)) {
		failures.push(`of ${people} votes ${String(poll?.voted)} counted, as ${String(counted)}`);
	}
	const memory = server.residentMB();
	for (const socket of crowd.sockets) socket.terminate();
	lead.close();
	return {
		figures: {
			enterP99: crowd.enterP99,
			p50,
			p99,
			cpu: stepCpu,
			answerP50: latencies(answers).p50,
			voteP99: latencies(votes).p99,
			voteCpu: voteCpu / people,
			busy: (voteCpu / voting) * 100,
			memory,
			perPerson: ((memory - before) * 1_000) / people
		},
		failures
	};
}

/** Guests by link, who have not come yet. */
async function addGuests(folder: string, session_id: string, people: number): Promise<Guest[]> {
	const { db } = openDatabase({ kind: 'sqlite', file: path.join(folder, 'workspace.sqlite') });
	const { created_by: invited_by } = await db
		.selectFrom('live_sessions')
		.select('created_by')
		.where('id', '=', session_id)
		.executeTakeFirstOrThrow();
	const made = Array.from({ length: people }, (_, index) => {
		const [id, secret] = [newId(), newSecret()];
		const row = {
			id,
			session_id,
			name: `Guest ${index + 1}`,
			organisation: `Organisation ${1 + (index % 40)}`,
			email: null,
			secret_hash: hashSecret(secret),
			ends_at: '2099-12-31T12:00:00.000Z',
			revoked_at: null,
			agreed_at: null,
			invited_by,
			created_at: new Date().toISOString()
		};
		return { id, cookie: `${sessionGuestCookieName}=${secret}`, row };
	});
	await db
		.insertInto('live_session_guests')
		.values(made.map(({ row }) => row))
		.execute();
	await db.destroy();
	return made;
}

type Crowd = {
	sockets: WebSocket[];
	/** When each was told of what is being waited for. */
	arrivals: number[];
	isListening: boolean;
	enterP99: number;
};

async function comeIn(
	server: RunningServer,
	address: string,
	sessionId: string,
	guests: readonly Guest[],
	failures: string[]
): Promise<Crowd> {
	const { port } = server.target;
	const origin = `http://127.0.0.1:${port}`;
	const crowd: Crowd = { sockets: [], arrivals: [], isListening: false, enterP99: 0 };
	const entering: number[] = [];
	let told = 0;
	for (const { cookie } of guests) {
		const browsing = new Browsing(port);
		const began = performance.now();
		const answer = await browsing.ask({
			path: `${address}/enter`,
			method: 'POST',
			headers: { cookie, origin }
		});
		entering.push(performance.now() - began);
		if (answer.status !== 200) failures.push(`enter: ${answer.status} ${answer.body}`);
		browsing.close();
		const { socket, messages } = await openSocket(`ws://127.0.0.1:${port}${livePath}`, {
			cookie,
			origin
		});
		let hasRoom = false;
		socket.on('message', (data: Buffer) => {
			messages.length = 0;
			const text = data.toString();
			if (!text.startsWith('{"type":"live-session",')) return;
			if (!hasRoom) told += 1;
			hasRoom = true;
			if (crowd.isListening && text.includes('"course"')) crowd.arrivals.push(performance.now());
		});
		socket.send(JSON.stringify({ type: 'watch', topic: { kind: 'live-session', sessionId } }));
		crowd.sockets.push(socket);
	}
	await becomes(() => told === guests.length, longestWait);
	if (told !== guests.length) failures.push(`${told} of ${guests.length} see the room`);
	// Who is here is told once a second.
	await delay(2_000);
	crowd.enterP99 = latencies(entering).p99;
	return crowd;
}

/** @returns how long each waited for the answer (ms) */
async function castVotes(
	port: number,
	address: string,
	pollId: string,
	guests: readonly Guest[],
	failures: string[]
): Promise<number[]> {
	const origin = `http://127.0.0.1:${port}`;
	const waits: number[] = [];
	await Promise.all(
		guests.map(async ({ cookie }, index) => {
			await delay((voting * index) / guests.length);
			const browsing = new Browsing(port);
			const body = { type: 'cast-vote', pollId, choice: 1 + (index % 2), id: randomUUID() };
			for (let time = 0; time < (index % 10 === 0 ? 2 : 1); time += 1) {
				const began = performance.now();
				const answer = await browsing.ask({
					path: `${address}/commands`,
					method: 'POST',
					headers: { cookie, origin },
					body
				});
				waits.push(performance.now() - began);
				if (answer.status !== 200) failures.push(`vote: ${answer.status} ${answer.body}`);
			}
			browsing.close();
		})
	);
	return waits;
}

/** A frame of what a step takes, to as many. */
const frameSize = 300;

async function relay(bench: Bench): Promise<Outcome> {
	const { people, steps } = bench.sizes.session;
	const server = await bench.start(bench.freshFolder());
	const before = server.residentMB();
	const url = `ws://127.0.0.1:${server.target.port}/session`;
	const arrivals: number[] = [];
	const sockets: WebSocket[] = [];
	for (let person = 0; person < people; person += 1) {
		const { socket, messages } = await openSocket(url, {});
		socket.on('message', () => {
			messages.length = 0;
			arrivals.push(performance.now());
		});
		sockets.push(socket);
	}
	const { socket: lead } = await openSocket(url, {});
	const waits: number[] = [];
	let idle = server.cpu();
	for (let time = 0; time < unmeasured + steps; time += 1) {
		if (time === unmeasured) {
			waits.length = 0;
			idle = server.cpu();
		}
		await delay(pause);
		arrivals.length = 0;
		const began = performance.now();
		lead.send(Buffer.alloc(frameSize, 'x'));
		await becomes(() => arrivals.length >= people, longestWait);
		waits.push(...arrivals.map((at) => at - began));
	}
	const stepCpu = ((server.cpu() - idle) * 1_000) / (steps * people);
	const memory = server.residentMB();
	for (const socket of [...sockets, lead]) socket.terminate();
	const { p50, p99 } = latencies(waits);
	return {
		figures: { p50, p99, cpu: stepCpu, memory, perPerson: ((memory - before) * 1_000) / people },
		failures: []
	};
}
