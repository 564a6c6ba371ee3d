// Writing over plain HTTP, one turn after the other, over rooms with time turned by hand. Rule numbers are those of
// server/domain/collaboration/SPEC.md.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { closeCode, messageType, syncType } from '#shared/collab-protocol.ts';
import { longestSilence, type ExchangeInput, type ExchangeOutput } from '#shared/exchange.ts';
import type { DocumentRights } from '#server/domain/access/access.ts';
import { createEvents } from '#server/kernel/events.ts';
import { createExchange, type Exchange } from '#server/domain/collaboration/exchange.ts';
import * as limits from '#server/domain/collaboration/limits.ts';
import {
	presenceMessage,
	Reader,
	savedMessage,
	step1Message,
	updateMessage
} from '#server/domain/collaboration/protocol.ts';
import { openWorkshop, documentName, type Workshop } from '../support/collab-room.ts';
import { pollingMember } from '../support/polling-line.ts';

let shop: Workshop;
let exchange: Exchange;
let events: ReturnType<typeof createEvents>;
/** Rights by member; who is not in it may not even read. */
let rights: Map<string, DocumentRights>;
const writer: DocumentRights = { mayRead: true, mayWrite: true, mayReadHistory: true };
const reader: DocumentRights = { mayRead: true, mayWrite: false, mayReadHistory: true };

beforeEach(() => {
	shop = openWorkshop();
	events = createEvents((error) => {
		throw error;
	});
	rights = new Map([
		['amina', writer],
		['ben', writer]
	]);
	exchange = createExchange({
		open: shop.rooms.open,
		access: {
			document: (actor) =>
				Promise.resolve((actor.kind === 'member' && rights.get(actor.memberId)) || null)
		},
		events,
		timers: shop.timers
	});
});
afterEach(() => {
	exchange.close();
	shop.close();
});

const encoded = (frames: readonly Uint8Array[]): string[] =>
	frames.map((frame) => Buffer.from(frame).toString('base64'));
const decoded = ({ frames }: ExchangeOutput): Uint8Array[] =>
	frames.map((frame) => Buffer.from(frame, 'base64'));
const ofType = (answer: ExchangeOutput, type: number): Uint8Array[] =>
	decoded(answer).filter((frame) => frame[0] === type);

/** One turn, with the time it needs. */
async function ask(memberId: string, said: Partial<ExchangeInput>): Promise<ExchangeOutput> {
	const question = { turn: 1, frames: [], continues: false, leaves: false, ...said };
	const answer = exchange.turn(pollingMember(memberId), documentName, question);
	answer.catch(() => {});
	await shop.timers.advance(limits.savingPatience);
	return answer;
}

/** A line, and a function that takes the next turn on it. */
async function openLine(memberId: string) {
	const opened = await ask(memberId, {});
	const { line } = opened;
	let turn = 1;
	return {
		line,
		opened,
		next: (frames: readonly Uint8Array[] = [], more: Partial<ExchangeInput> = {}) =>
			ask(memberId, { line, turn: ++turn, frames: encoded(frames), ...more }),
		again: (frames: readonly Uint8Array[] = []) =>
			ask(memberId, { line, turn, frames: encoded(frames) })
	};
}

const typed = (text: string, doc = new Y.Doc()): Uint8Array => {
	const before = Y.encodeStateVector(doc);
	doc.getText('text').insert(0, text);
	return updateMessage(Y.encodeStateAsUpdate(doc, before));
};
const everything = step1Message(Y.encodeStateVector(new Y.Doc()));

/** The text that the content frames of an answer hold. */
function textIn(...answers: ExchangeOutput[]): string {
	const doc = new Y.Doc();
	for (const frame of answers.flatMap(decoded)) {
		if (frame[0] !== messageType.sync || frame[1] === syncType.step1) continue;
		const content = new Reader(frame.subarray(2));
		Y.applyUpdate(doc, content.varBytes());
	}
	return doc.getText('text').toJSON();
}

describe('C90 a line over HTTP is a connection of the room', () => {
	test('that opens with the server’s question, gets the text, and takes part', async () => {
		const socket = await shop.join('carla');
		socket.type('from a socket. ');
		await shop.rest();
		const line = await openLine('amina');
		expect(ofType(line.opened, messageType.sync).map((frame) => frame[1])).toEqual([
			syncType.step1
		]);
		expect(textIn(await line.next([everything]))).toBe('from a socket. ');
		await line.next([typed('over HTTP. ')]);
		await shop.rest();
		expect(socket.text()).toContain('over HTTP.');
		socket.type('and back. ');
		await shop.rest();
		expect(ofType(await line.next(), messageType.sync)).toHaveLength(1);
	});

	test('[F24] C96 an answer to text waits for the disk, and says what is saved', async () => {
		const line = await openLine('amina');
		const [saved] = ofType(await line.next([typed('a')]), messageType.saved);
		expect(saved).toEqual(Buffer.from(savedMessage(1)));
		expect((await shop.log()).length).toBe(1);
	});

	test('[F24] C96 when the disk does not answer in time, nothing is called saved', async () => {
		let isStuck = true;
		shop.close();
		shop = openWorkshop((store) => ({
			...store,
			append: (entries) => (isStuck ? Promise.reject(new Error('full')) : store.append(entries))
		}));
		exchange.close();
		exchange = createExchange({
			open: shop.rooms.open,
			access: { document: () => Promise.resolve(writer) },
			events,
			timers: shop.timers
		});
		const line = await openLine('amina');
		const answer = await line.next([typed('a')]);
		expect(ofType(answer, messageType.saved)).toEqual([]);
		expect(ofType(answer, messageType.saveTrouble)).toEqual([Buffer.of(101, 1)]);
		isStuck = false;
		await shop.timers.advance(limits.longestRetry);
		expect(ofType(await line.next(), messageType.saved)).toHaveLength(1);
	});
});

describe('C91 who may is asked at every turn', () => {
	test('a document that is not theirs is not to be found', async () => {
		await expect(ask('mallory', {})).rejects.toMatchObject({ code: 'not-found' });
		const line = await openLine('amina');
		await expect(ask('mallory', { line: line.line, turn: 2 })).rejects.toMatchObject({
			code: 'not-found'
		});
		expect((await line.next()).closed).toBeUndefined();
	});

	test('[F4] a line of somebody else’s, or of another document, is none', async () => {
		const line = await openLine('amina');
		await line.next([everything]);
		const stolen = await ask('ben', { line: line.line, turn: 3 });
		expect(stolen).toMatchObject({ frames: [], closed: { code: closeCode.restarting } });
		const question = { line: line.line, turn: 3, frames: [], continues: false, leaves: true };
		const elsewhere = await exchange.turn(pollingMember('amina'), 'report-2', question);
		expect(elsewhere.closed).toMatchObject({ code: closeCode.restarting });
		expect((await line.next()).closed).toBeUndefined();
	});

	test('[F1] [F3] somebody who may no longer write is told so, and what they send is not taken', async () => {
		const line = await openLine('amina');
		rights.set('amina', reader);
		const answer = await line.next([typed('too late')]);
		expect(answer).toMatchObject({ frames: [], closed: { code: closeCode.accessChanged } });
		await shop.rest();
		expect(await shop.log()).toEqual([]);
	});

	test('[F1] a reader’s text is neither stored nor passed on', async () => {
		rights.set('amina', reader);
		const line = await openLine('amina');
		const answer = await line.next([typed('a reader wrote this')]);
		expect(ofType(answer, messageType.saved)).toEqual([]);
		expect(await shop.log()).toEqual([]);
	});

	test('[F3] what waits for somebody whose rights are taken back is not handed out, nor an answer told again', async () => {
		const socket = await shop.join('carla');
		const line = await openLine('amina');
		await line.next([everything]);
		socket.type('not for amina any more');
		await shop.rest();
		rights.delete('amina');
		await expect(line.next()).rejects.toMatchObject({ code: 'not-found' });
		rights.set('amina', writer);
		expect(await line.again()).toMatchObject({
			frames: [],
			closed: { code: closeCode.restarting }
		});
	});

	test.each([
		[
			'rights change',
			{ type: 'access-changed', scope: { kind: 'member', memberId: 'amina' } },
			closeCode.accessChanged
		],
		[
			'the document’s rights change',
			{ type: 'access-changed', scope: { kind: 'document', documentName } },
			closeCode.accessChanged
		],
		[
			'the login ends',
			{ type: 'signed-out', memberId: 'amina', credentials: ['login of amina'] },
			closeCode.signedOut
		]
	] as const)(
		'[F3] when %s while an answer waits for the disk, it holds nothing',
		async (_, event, code) => {
			const socket = await shop.join('carla');
			const line = await openLine('amina');
			await line.next([everything]);
			socket.type('while amina waits');
			await shop.rest();
			const question = {
				line: line.line,
				turn: 3,
				frames: encoded([typed('x')]),
				continues: false,
				leaves: false
			};
			const waiting = exchange.turn(pollingMember('amina'), documentName, question);
			await shop.timers.settle();
			events.emit(event);
			expect(await waiting).toMatchObject({ frames: [], closed: { code } });
			expect(shop.rooms.stats().connections).toBe(1);
		}
	);

	test('the end of another login of the same member is no reason', async () => {
		const line = await openLine('amina');
		events.emit({ type: 'signed-out', memberId: 'amina', credentials: ['another login'] });
		events.emit({ type: 'access-changed', scope: { kind: 'member', memberId: 'ben' } });
		expect((await line.next()).closed).toBeUndefined();
	});

	test('[F20] an editor older than the document is refused', async () => {
		await expect(ask('amina', { schema: 0 })).rejects.toMatchObject({ code: 'conflict' });
		expect(shop.rooms.stats().connections).toBe(0);
		expect((await ask('amina', { schema: 2 })).closed).toBeUndefined();
	});
});

describe('C92 turns', () => {
	test('a turn told again is answered the same, and its frames are taken once', async () => {
		const line = await openLine('amina');
		const doc = new Y.Doc();
		const frames = [typed('once', doc)];
		const first = await line.next(frames);
		expect(await line.again(frames)).toEqual(first);
		const second = await line.next([typed('more ', doc)]);
		expect(ofType(second, messageType.saved)).toEqual([Buffer.from(savedMessage(2))]);
		expect((await shop.log()).length).toBe(2);
	});

	test('a turn told twice at the same time too', async () => {
		const line = await openLine('amina');
		const question = {
			line: line.line,
			turn: 2,
			frames: encoded([typed('once')]),
			continues: false,
			leaves: false
		};
		const both = [1, 2].map(() => exchange.turn(pollingMember('amina'), documentName, question));
		await shop.timers.advance(limits.savingPatience);
		const [one, two] = await Promise.all(both);
		expect(two).toEqual(one);
		expect((await shop.log()).length).toBe(1);
	});

	test('a turn left out costs the line', async () => {
		const line = await openLine('amina');
		const answer = await ask('amina', { line: line.line, turn: 3 });
		expect(answer.closed).toMatchObject({ code: closeCode.notTheProtocol });
		await expect(ask('amina', { turn: 2 })).rejects.toMatchObject({ code: 'invalid' });
	});

	test('C04 a frame that is not the protocol costs the line too', async () => {
		const line = await openLine('amina');
		const answer = await line.next([Uint8Array.of(0, 2, 200)]);
		expect(answer.closed).toMatchObject({ code: closeCode.notTheProtocol });
	});

	test('a line the server knows nothing of ends with 1012: it has been restarted', async () => {
		expect(await ask('amina', { line: 'of an earlier life', turn: 7 })).toMatchObject({
			frames: [],
			closed: { code: closeCode.restarting }
		});
	});
});

describe('C93 frames in pieces', () => {
	test('are joined over turns', async () => {
		const line = await openLine('amina');
		const frame = typed('x'.repeat(1000));
		await line.next([frame.subarray(0, 400)], { continues: true });
		await line.next([frame.subarray(400, 700)], { continues: true });
		expect(await shop.log()).toEqual([]);
		const answer = await line.next([frame.subarray(700), typed('y')]);
		expect(ofType(answer, messageType.saved)).toEqual([Buffer.from(savedMessage(2))]);
	});

	test('that together are larger than a frame may be end the line', async () => {
		const line = await openLine('amina');
		const piece = new Uint8Array(limits.largestFrame / 2);
		await line.next([piece], { continues: true });
		await line.next([piece], { continues: true });
		const answer = await line.next([piece], { continues: true });
		expect(answer.closed).toMatchObject({ code: closeCode.frameTooBig });
	});
});

describe('C94 what waits', () => {
	test('of each caret only the last is kept', async () => {
		const socket = await shop.join('carla');
		const line = await openLine('amina');
		for (let index = 0; index < 30; index++) {
			socket.awareness.setLocalState({ section: `why-${index}` });
			await shop.rest(limits.presenceInterval);
		}
		const presence = ofType(await line.next(), messageType.awareness);
		expect(presence).toHaveLength(1);
		const text = Buffer.from(presence[0] ?? []).toString('utf8');
		expect(text).toContain('why-29');
		expect(text).not.toContain('why-28');
	});

	test('C06 that the line is alive is told too', async () => {
		const line = await openLine('amina');
		await shop.timers.advance(limits.heartbeat);
		await line.next();
		await shop.timers.advance(limits.heartbeat);
		const presence = ofType(await line.next(), messageType.awareness);
		expect(presence).toEqual([Buffer.from(presenceMessage(Uint8Array.of(0)))]);
	});

	test('C51 somebody who does not ask makes nothing pile up, and gets all of it from the log', async () => {
		const socket = await shop.join('carla');
		const line = await openLine('amina');
		const opening = await line.next([everything]);
		const long = 'x'.repeat(100_000);
		for (let index = 0; index < 30; index++) {
			socket.type(long);
			await shop.rest();
		}
		const waiting = await line.next();
		const bytes = decoded(waiting).reduce((sum, { length }) => sum + length, 0);
		expect(bytes).toBeLessThan(limits.stopMark + 2 * long.length);
		await shop.timers.advance(limits.drainCheck);
		expect(textIn(opening, waiting, await line.next()).length).toBe(30 * long.length);
	});
});

describe('C95 lines end', () => {
	test('when nobody asks for half a minute: the presence goes, and the next question is told', async () => {
		const line = await openLine('amina');
		await shop.timers.advance(longestSilence / 2);
		expect((await line.next()).closed).toBeUndefined();
		await shop.timers.advance(longestSilence);
		expect(shop.rooms.stats().connections).toBe(0);
		expect((await line.next()).closed).toMatchObject({ code: closeCode.restarting });
	});

	test('when their client says good-bye, whatever turn it is in', async () => {
		const line = await openLine('amina');
		await ask('amina', { line: line.line, turn: 9, leaves: true });
		expect(shop.rooms.stats().connections).toBe(0);
	});

	test('when one member has too many: the one that was not asked for longest', async () => {
		const first = await openLine('amina');
		const second = await openLine('amina');
		const others = await openLine('ben');
		expect((await first.next()).closed).toBeUndefined();
		for (let count = 2; count <= limits.mostLines; count++) await ask('amina', {});
		expect((await second.next()).closed).toMatchObject({ code: closeCode.restarting });
		expect((await first.next()).closed).toBeUndefined();
		expect((await others.next()).closed).toBeUndefined();
		expect(shop.rooms.stats().connections).toBe(limits.mostLines + 1);
	});

	test('C64 when the server shuts down', async () => {
		const line = await openLine('amina');
		const other = await openLine('ben');
		await shop.rooms.close();
		const restarting = { closed: { code: closeCode.restarting } };
		expect(await line.next()).toMatchObject(restarting);
		exchange.close();
		expect(await other.next()).toMatchObject(restarting);
		// Not “there is no such document”, which would send people away.
		expect(await ask('amina', {})).toMatchObject(restarting);
	});
});
