// [F19] The server is killed in mid-session, again and again, while several people do things, and started again.
// Everybody is back in the same item with the timer right; whatever was answered or seen on another's screen is there;
// what was sent again is there once.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiveSession } from '#shared/live-session-output.ts';
import type { LiveServerMessage } from '#shared/live-protocol.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { openSocket } from '../support/socket-client.ts';

const kills = 5;
/** The kill comes somewhere in this span (ms) after everybody is at it. */
const [soonest, latest] = [60, 400];

let app: RunningApp;
beforeAll(async () => {
	app = await startApp();
});
afterAll(() => app.stop());

test(`killed ${kills} times in mid-session`, { timeout: 120_000 }, async () => {
	const tokens = await Promise.all(
		['facilitator', 'leeds.lead', 'leeds.drafter'].map((name) => app.token(`${name}@demo.test`))
	);
	const [lead = ''] = tokens;
	const ask = async (token: string, path: string, body?: object): Promise<LiveSession> => {
		const response = await fetch(`${app.origin}/api/v1${path}`, {
			method: body === undefined ? 'GET' : 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body)
		});
		if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
		return (await response.json()) as LiveSession;
	};
	const meOf = async (token: string) =>
		((await ask(token, '/me')) as unknown as { member: { id: string } }).member.id;
	const inviteeIds = await Promise.all(tokens.map(meOf));
	const { id, agenda } = await ask(lead, '/live-sessions', {
		title: 'What changes when data is shared',
		purpose: 'To agree what to share.',
		inviteeIds,
		agenda: [
			{ kind: 'welcome', title: 'Arriving', minutes: 5 },
			{ kind: 'discussion', title: 'Hearing from each', minutes: 20 }
		]
	});
	const path = `/live-sessions/${id}`;
	for (const token of tokens) await ask(token, `${path}/enter`, {});
	const command = (token: string, body: object) => ask(token, `${path}/commands`, body);
	await command(lead, { type: 'start' });
	const begun = await command(lead, { type: 'next', from: agenda[0]?.id });
	const item = begun.agenda[1];

	/** Minutes that were added by commands which were answered: each once. */
	let added = 0;
	/** Commands that were sent and are not answered yet. */
	const unanswered = new Map<string, () => Promise<unknown>>();
	const voices = new Set<string>();
	let isUp = true;

	async function send(token: string, body: { type: string; [field: string]: unknown }) {
		const commandId = randomUUID();
		const once = async () => {
			await command(token, { ...body, id: commandId });
			unanswered.delete(commandId);
			if (body.type === 'extend') added += 1;
			else voices.add(String(body['name']));
		};
		unanswered.set(commandId, once);
		await once().catch((error: unknown) => {
			if (isUp) throw error;
		});
	}
	/** Goes on until the server is killed. */
	async function goOn(token: string, body: (turn: number) => { type: string }): Promise<void> {
		for (let turn = 0; isUp; turn += 1) await send(token, body(turn));
	}

	let sent = 0;
	for (let kill = 1; kill <= kills; kill += 1) {
		isUp = true;
		const { bare, seen } = await watch(tokens[2] ?? '');
		const work = [
			goOn(lead, () => ({ type: 'extend', minutes: 1 })),
			goOn(lead, (turn) => ({ type: 'add-voice', name: `Voice ${kill}.${turn}` })),
			goOn(lead, (turn) => ({ type: 'add-voice', name: `Other ${kill}.${turn}` }))
		];
		await new Promise((done) => setTimeout(done, soonest + Math.random() * (latest - soonest)));
		isUp = false;
		await app.kill();
		await Promise.all(work);
		bare.socket.terminate();
		await app.restart();

		const after = await ask(lead, path);
		expect(after.room?.course.itemId, `item after kill ${kill}`).toBe(item?.id);
		expect(after.room?.course.clock?.startedAt).toBe(begun.room?.course.clock?.startedAt);
		const names = after.room?.people.map(({ name }) => name) ?? [];
		for (const name of [...voices, ...seen.voices]) expect(names, `kill ${kill}`).toContain(name);
		expect(after.room?.course.clock?.length).toBeGreaterThanOrEqual(seen.length);
		sent += unanswered.size;
		for (const again of [...unanswered.values()]) await again();
		const healed = await ask(lead, path);
		const all = healed.room?.people.map(({ name }) => name) ?? [];
		expect(all.length, `copies after kill ${kill}`).toBe(new Set(all).size);
		expect(healed.room?.course.clock?.length, `minutes after kill ${kill}`).toBe(
			(20 + added) * 60_000
		);
	}
	// The test did something: there were commands under way when the power went.
	expect(added).toBeGreaterThan(10);
	expect(voices.size).toBeGreaterThan(10);
	expect(sent).toBeGreaterThan(0);

	/** What somebody else's screen shows of it. */
	async function watch(token: string) {
		const bare = await openSocket(`${app.wsOrigin}/live`, { bearer: token });
		const seen = { voices: new Set<string>(), length: 0 };
		bare.socket.on('message', (data: Buffer) => {
			const message = JSON.parse(String(data)) as LiveServerMessage;
			if (message.type !== 'live-session') return;
			for (const { name, kind } of message.parts.people ?? []) {
				if (kind === 'voice') seen.voices.add(name);
			}
			seen.length = Math.max(seen.length, message.parts.course?.clock?.length ?? 0);
		});
		bare.socket.send(
			JSON.stringify({ type: 'watch', topic: { kind: 'live-session', sessionId: id } })
		);
		return { bare, seen };
	}
});

test(
	'fifty votes and cards without names, while the server is killed: each counts once',
	{
		timeout: 120_000
	},
	async () => {
		const lead = await app.token('facilitator@demo.test');
		type Answer = Record<string, unknown> & { id: string; link: string };
		const ask = async (
			headers: Record<string, string>,
			path: string,
			body?: object
		): Promise<Answer> => {
			const response = await fetch(`${app.origin}/api/v1${path}`, {
				method: body === undefined ? 'GET' : 'POST',
				headers: { ...headers, 'content-type': 'application/json', origin: app.origin },
				body: body === undefined ? undefined : JSON.stringify(body)
			});
			if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
			return (await response.json()) as Answer;
		};
		const asLead = { authorization: `Bearer ${lead}` };
		const session = await ask(asLead, '/live-sessions', { title: 'All of us' });
		const path = `/live-sessions/${session.id}`;
		const itemId = (session as unknown as LiveSession).agenda.find(
			({ kind }) => kind === 'silent-writing'
		)?.id;
		const cookies = await Promise.all(
			Array.from({ length: 50 }, async (_, index) => {
				const { link } = await ask(asLead, `${path}/guests`, {
					name: `Guest ${index}`,
					endsAt: '2099-12-31T12:00:00.000Z'
				});
				const headers = { cookie: `session-guest=${link.split('/').at(-1) ?? ''}` };
				await ask(headers, `${path}/enter`, {});
				return headers;
			})
		);
		const give = (headers: Record<string, string>, command: object) =>
			ask(headers, `${path}/commands`, { id: randomUUID(), ...command });
		await give(asLead, { type: 'start' });
		const pollId = randomUUID();
		const options = ['Yes', 'No'];
		await give(asLead, {
			type: 'open-poll',
			pollId,
			kind: 'single',
			question: 'Shall we?',
			options
		});

		/** Each with an id of its own, so that it can be sent again. */
		const commands = cookies.flatMap((headers, index) => [
			{
				headers,
				command: { id: randomUUID(), type: 'cast-vote', pollId, choice: 1 + (index % 2) }
			},
			{
				headers,
				command: {
					id: randomUUID(),
					type: 'add-card',
					cardId: randomUUID(),
					itemId,
					words: `Card ${index}`,
					isAnonymous: true,
					receipt: randomUUID()
				}
			}
		]);
		let unanswered = commands;
		for (let kill = 1; kill <= 3; kill += 1) {
			const answered = new Set<object>();
			const sending = unanswered.map(async (each) => {
				const answer = await give(each.headers, each.command).catch(() => null);
				if (answer !== null) answered.add(each);
			});
			// Some are answered and some are not when the power goes.
			await Promise.race(sending);
			await app.kill();
			await Promise.all(sending);
			unanswered = unanswered.filter((each) => !answered.has(each));
			await app.restart();
		}
		expect(unanswered.length).toBeGreaterThan(0);
		for (const { headers, command } of unanswered) await give(headers, command);

		await give(asLead, { type: 'close-poll', pollId });
		await give(asLead, { type: 'show-cards', itemId });
		const { room } = (await ask(asLead, path)) as unknown as LiveSession;
		const poll = room?.polls.at(-1);
		expect(poll?.voted).toBe(50);
		expect(poll?.result?.way === 'counted' && poll.result.lines.map(({ count }) => count)).toEqual([
			25, 25
		]);
		const words = room?.cards
			.find((board) => board.itemId === itemId)
			?.cards.map((card) => card.words);
		expect(words?.toSorted()).toEqual(Array.from({ length: 50 }, (_, n) => `Card ${n}`).toSorted());
	}
);
