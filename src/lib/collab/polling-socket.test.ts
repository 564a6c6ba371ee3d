import { beforeEach, describe, expect, test } from 'vitest';
import { fromBase64 } from 'lib0/buffer';
import { messageType, syncType } from '#shared/collab-protocol.ts';
import { largestTurn, type ExchangeInput, type ExchangeOutput } from '#shared/exchange.ts';
import { manualTimers, type ManualTimers } from '../../../tests/support/manual-timers.ts';
import { PollingSocket } from './polling-socket.ts';

let timers: ManualTimers;
let asked: ExchangeInput[];
/** What the server answers next, besides line and turn; an Error is no answer. */
let answers: (Partial<ExchangeOutput> | Error)[];
let isHidden: boolean;
let socket: PollingSocket;
let events: string[];
let sent: string[];

const change = Uint8Array.of(messageType.sync, syncType.update, 1, 7);
const presence = Uint8Array.of(messageType.awareness, 1, 0);

beforeEach(() => {
	timers = manualTimers();
	asked = [];
	answers = [];
	isHidden = false;
	events = [];
	sent = [];
});

/** A socket that has opened. */
async function open(): Promise<void> {
	socket = new PollingSocket({
		ask(question) {
			asked.push(question);
			const answer = answers.shift() ?? {};
			if (answer instanceof Error) return Promise.reject(answer);
			return Promise.resolve({ line: 'a-line', turn: question.turn, frames: [], ...answer });
		},
		schema: 3,
		isHidden: () => isHidden,
		clock: { now: () => timers.clock.now(), after: timers.after },
		onContent: (carries) => sent.push(carries),
		onEnd: (wasAnswered) => events.push(wasAnswered ? 'ended' : 'never answered')
	});
	socket.onopen = () => events.push('open');
	socket.onmessage = ({ data }) => events.push(`message ${data.join()}`);
	socket.onclose = ({ code }) => events.push(`close ${code}`);
	await timers.settle();
}

const last = (): ExchangeInput => asked.at(-1) as ExchangeInput;

describe('opening', () => {
	test('asks without a line, and is open when there is an answer', async () => {
		answers = [{ frames: ['AAE='] }];
		await open();
		expect(last()).toMatchObject({ line: undefined, turn: 1, schema: 3, frames: [] });
		expect(events).toEqual(['open', 'message 0,1']);
		expect(socket.readyState).toBe(socket.OPEN);
		await timers.advance(0);
		expect(last()).toMatchObject({ line: 'a-line', turn: 2 });
	});

	test('without an answer is given up at once: the next try is another line’s', async () => {
		answers = [new Error('unreachable')];
		await open();
		expect(events).toEqual(['never answered', 'close 1006']);
		expect(asked).toHaveLength(1);
	});

	test('that is refused closes with the reason', async () => {
		answers = [{ line: '', closed: { code: 4409, reason: 'refused' } }];
		await open();
		expect(events).toEqual(['ended', 'close 4409']);
	});
});

describe('how often it asks', () => {
	test('every second while people are about, every three when nobody has done anything for half a minute', async () => {
		await open();
		await timers.advance(30_000);
		expect(asked.length).toBeGreaterThan(28);
		const before = asked.length;
		await timers.advance(30_000);
		expect(asked.length - before).toBe(10);
		answers = [{ frames: ['AAIBBw=='] }];
		await timers.advance(3_000);
		const again = asked.length;
		await timers.advance(5_000);
		expect(asked.length - again).toBe(5);
	});

	test('every ten seconds in a tab that nobody sees, and at once when somebody does', async () => {
		isHidden = true;
		await open();
		await timers.advance(60_000);
		expect(asked.length).toBe(8);
		isHidden = false;
		socket.hurry();
		await timers.advance(0);
		expect(asked.length).toBe(9);
	});

	test('what is written leaves a quarter of a second after the first letter, together', async () => {
		await open();
		await timers.advance(0);
		const before = asked.length;
		socket.send(change);
		await timers.advance(200);
		socket.send(change);
		expect(asked.length).toBe(before);
		await timers.advance(50);
		expect(last().frames).toHaveLength(2);
		expect(sent).toEqual(['change', 'change']);
	});

	test('a moved caret waits for the next question', async () => {
		await open();
		await timers.advance(0);
		socket.send(presence);
		await timers.advance(900);
		expect(last().frames).toEqual([]);
		await timers.advance(100);
		expect(last().frames).toHaveLength(1);
		expect(sent).toEqual([]);
	});
});

describe('what it carries', () => {
	test('a frame too large for one question goes in pieces, without a pause between', async () => {
		await open();
		const frame = new Uint8Array(2 * largestTurn + 5).fill(9);
		frame.set([messageType.sync, syncType.update]);
		socket.send(frame);
		socket.send(change);
		await timers.advance(250);
		const pieces = asked.filter(({ frames }) => frames.length > 0);
		expect(pieces.map(({ continues }) => continues)).toEqual([true, true, false]);
		expect(pieces.map(({ frames }) => frames.length)).toEqual([1, 1, 2]);
		const joined = pieces.flatMap(({ frames }) => frames.map(fromBase64));
		expect(joined.reduce((sum, { length }) => sum + length, 0)).toBe(frame.length + change.length);
		expect(sent).toEqual(['change', 'change']);
	});

	test('[F24] a question without an answer is asked again, word for word', async () => {
		await open();
		socket.send(change);
		answers = [new Error('lost'), new Error('lost')];
		await timers.advance(2_000);
		const told = asked.filter(({ frames }) => frames.length > 0);
		expect(told).toHaveLength(3);
		expect(new Set(told.map((question) => JSON.stringify(question))).size).toBe(1);
		expect(events).toEqual(['open']);
	});

	test('after three times the line is dead', async () => {
		await open();
		answers = [new Error('lost'), new Error('lost'), new Error('lost')];
		await timers.advance(3_000);
		expect(events).toEqual(['open', 'ended', 'close 1006']);
		const before = asked.length;
		await timers.advance(60_000);
		expect(asked.length).toBe(before);
	});

	test('one question at a time: what is written meanwhile goes with the next', async () => {
		await open();
		await timers.advance(0);
		socket.send(change);
		const before = asked.length;
		answers = [
			{
				get frames() {
					socket.send(change);
					return [];
				}
			}
		];
		await timers.advance(250);
		expect(asked.length).toBe(before + 1);
		await timers.advance(250);
		expect(asked.length).toBe(before + 2);
		expect(last().frames).toHaveLength(1);
	});
});

describe('the end', () => {
	test('is told to the server, so that the others see it', async () => {
		await open();
		socket.close();
		expect(last()).toMatchObject({ line: 'a-line', leaves: true, frames: [] });
		expect(events).toEqual(['open', 'ended', 'close 1000']);
		await timers.advance(60_000);
		expect(last().leaves).toBe(true);
	});

	test('that the server tells carries its code, and needs no good-bye', async () => {
		await open();
		answers = [{ closed: { code: 4403, reason: 'access changed' } }];
		await timers.advance(1_000);
		expect(events).toEqual(['open', 'ended', 'close 4403']);
		expect(last().leaves).toBe(false);
	});

	test('while it opens: the line that comes too late is given back', async () => {
		const opening = open();
		socket.close();
		await opening;
		await timers.settle();
		expect(events).toEqual(['never answered', 'close 1000']);
		expect(last()).toMatchObject({ line: 'a-line', leaves: true });
	});
});
