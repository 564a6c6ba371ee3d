// A long discussion: what a page of it costs, and what a new post costs when many have it open.
import path from 'node:path';
import { newId } from '#server/kernel/ids.ts';
import { openDatabase } from '#server/storage/database.ts';
import { livePath } from '#shared/live-protocol.ts';
import { threadPath } from '#shared/thread-path.ts';
import { openSocket } from '../../support/socket-client.ts';
import { Browsing } from '../load/browsing.ts';
import { latencies } from '../load/statistics.ts';
import { becomes } from '../load/waiting.ts';
import { readPrepared } from '../servers/prepared.ts';
import type { RunningServer } from '../servers/running.ts';
import type { Case } from './case.ts';

const authorEmail = 'hackney.drafter@demo.test';
const commitment = 3;
const rowsPerInsert = 500;
const perPage = 50;
/** Pages and posts that come first, in code that is not yet warm, and do not count. */
const unmeasured = 20;
/** A post that has not reached everybody by then (ms) is missed. */
const longestWait = 10_000;

export const thread: Case = async (bench) => {
	if (bench.candidate.name !== 'ours') return null;
	const { posts, opened, readers, added } = bench.sizes.thread;
	const folder = bench.freshFolder();
	const { token } = readPrepared(folder);
	const id = await addThread(folder, posts);
	const server = await bench.start(folder);
	// The search index reads it meanwhile.
	await server.settle();
	const browsing = new Browsing(server.target.port);
	const headers = { authorization: `Bearer ${token}` };
	const failures: string[] = [];

	/** CPU (ms) and size (kB) of an answer, over stretches from the first to the last. */
	async function cost(addressOf: (first: number) => string) {
		let bytes = 0;
		async function ask(times: number): Promise<void> {
			for (let time = 0; time < times; time++) {
				const address = addressOf(1 + ((time * perPage) % posts));
				const answer = await browsing.ask({ path: address, headers });
				if (answer.status !== 200) failures.push(`${address}: ${answer.status}`);
				bytes += answer.body.length;
			}
		}
		await ask(unmeasured);
		bytes = 0;
		const before = server.cpu();
		await ask(opened);
		return { ms: (server.cpu() - before) / opened, kB: bytes / opened / 1_000 };
	}

	const page = await cost((first) => `${threadPath({ id, commitment })}?post=${first}`);
	const call = await cost((first) => `/api/v1/threads/${id}?from=${first}&limit=${perPage}`);

	const arrivals = await openReaders(server, token, id, readers);
	const waits: number[] = [];
	async function say(times: number): Promise<void> {
		for (let time = 0; time < times; time++) {
			arrivals.length = 0;
			const began = performance.now();
			const body = { body: 'We have waited nine weeks by now.' };
			await browsing.ask({ path: `/api/v1/threads/${id}/posts`, method: 'POST', headers, body });
			await becomes(() => arrivals.length >= readers, longestWait);
			if (arrivals.length !== readers) failures.push(`${arrivals.length} of ${readers} were told`);
			waits.push(...arrivals.map((at) => at - began));
		}
	}
	await say(unmeasured);
	waits.length = 0;
	const before = server.cpu();
	await say(added);
	const told = ((server.cpu() - before) * 1_000) / (added * readers);
	browsing.close();
	const { p50, p99 } = latencies(waits);
	return {
		figures: {
			pageMs: page.ms,
			pageKB: page.kB,
			callMs: call.ms,
			callKB: call.kB,
			toldCpu: told,
			toldP50: p50,
			toldP99: p99
		},
		failures
	};
};

/** A discussion of so many posts. No server may be running over the folder. */
async function addThread(folder: string, posts: number): Promise<string> {
	const { db } = openDatabase({ kind: 'sqlite', file: path.join(folder, 'workspace.sqlite') });
	const { id: author_id } = await db
		.selectFrom('members')
		.select('id')
		.where('email', '=', authorEmail)
		.executeTakeFirstOrThrow();
	const thread_id = newId();
	const created_at = new Date().toISOString();
	const row = { id: thread_id, title: 'How do you pay partners on time?', author_id, created_at };
	await db
		.insertInto('threads')
		.values({ ...row, commitment, audience: 'pledge-makers', is_sample: 1 } as never)
		.execute();
	const body = 'We waited **eleven weeks** and asked the finance team why. '.repeat(6);
	for (let first = 1; first <= posts; first += rowsPerInsert) {
		const rows = Array.from({ length: Math.min(rowsPerInsert, posts + 1 - first) }, (_, index) => ({
			id: newId(),
			thread_id,
			number: first + index,
			author_id,
			body,
			created_at
		}));
		await db
			.insertInto('posts')
			.values(rows as never)
			.execute();
	}
	await db.destroy();
	return thread_id;
}

/** People who have the discussion open. @returns when each was told of a post, as it happens. */
async function openReaders(
	server: RunningServer,
	bearer: string,
	threadId: string,
	readers: number
): Promise<number[]> {
	const arrivals: number[] = [];
	let watching = 0;
	for (let reader = 0; reader < readers; reader++) {
		const url = `ws://127.0.0.1:${server.target.port}${livePath}`;
		const { socket, messages } = await openSocket(url, { bearer });
		socket.on('message', (data: Buffer) => {
			messages.length = 0;
			const text = data.toString();
			if (text.includes('"post-changed"')) arrivals.push(performance.now());
			else if (text.includes('"watching"')) watching += 1;
		});
		socket.send(JSON.stringify({ type: 'watch', topic: { kind: 'thread', threadId } }));
	}
	await becomes(() => watching === readers, longestWait);
	return arrivals;
}
