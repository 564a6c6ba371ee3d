// Writing over plain HTTP against the running server: its door, a whole y-websocket client on a polling line beside one
// on a socket, and a server that is killed. The rules one by one: tests/domain/collaboration-exchange.test.ts.
import * as decoding from 'lib0/decoding';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { messageType } from '#shared/collab-protocol.ts';
import { editorSchemaVersion } from '#shared/document-fields.ts';
import { exchangePath, type ExchangeInput, type ExchangeOutput } from '#shared/exchange.ts';
import { PollingSocket } from '../../src/lib/collab/polling-socket.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { collabClient, newDocument, until, type CollabClient } from '../support/collab-client.ts';

let app: RunningApp;
let token: string;
let documentName: string;

beforeAll(async () => {
	app = await startApp();
	token = await app.token('leeds.drafter@demo.test');
	documentName = await newDocument(app, token);
});
afterAll(() => app.stop());

const turn = { turn: 1, frames: [] };

/** The status of one question with these headers. */
async function knock(headers: Record<string, string>, body: unknown = turn, name = documentName) {
	const response = await fetch(app.origin + exchangePath(name), {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body)
	});
	return response.status;
}
const bearer = (of: string) => ({ authorization: `Bearer ${of}` });

/** y-websocket on a polling line, with a count of what the server has called saved. */
function pollingClient(of: string): CollabClient & { closed: number[] } {
	const closed: number[] = [];
	let sent = 0;
	let saved = 0;
	async function ask(question: ExchangeInput): Promise<ExchangeOutput> {
		const response = await fetch(app.origin + exchangePath(documentName), {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...bearer(of) },
			body: JSON.stringify(question)
		});
		if (response.status === 401) {
			return { line: '', turn: 0, frames: [], closed: { code: 4401, reason: 'refused' } };
		}
		if (!response.ok) throw new Error(`answered ${response.status}`);
		return (await response.json()) as ExchangeOutput;
	}
	function Line(): PollingSocket {
		sent = 0;
		saved = 0;
		return new PollingSocket({
			ask,
			schema: editorSchemaVersion,
			isHidden: () => false,
			clock: {
				now: () => Date.now(),
				after(milliseconds, work) {
					const timer = setTimeout(work, milliseconds);
					return () => clearTimeout(timer);
				}
			},
			onContent: () => sent++
		});
	}
	const doc = new Y.Doc();
	const provider = new WebsocketProvider(`${app.wsOrigin}/collab`, documentName, doc, {
		disableBc: true,
		maxBackoffTime: 200,
		WebSocketPolyfill: Line as never
	});
	provider.on('connection-close', (event) => closed.push(event?.code ?? 0));
	provider.messageHandlers[messageType.saved] = (_, decoder) => {
		saved = decoding.readVarUint(decoder);
	};
	return {
		doc,
		provider,
		closed,
		saved: () => (provider.synced && saved === sent ? 1 : 0),
		destroy() {
			provider.destroy();
			doc.destroy();
		}
	};
}

const text = ({ doc }: CollabClient): string => doc.getText('scratch').toJSON();
const isSaved = (client: CollabClient) => () => client.saved() === 1;

describe('C91 the door', () => {
	test('a member with a token, or with a login from our own pages, may ask', async () => {
		const cookie = await app.signIn('leeds.drafter@demo.test');
		expect(await knock(bearer(token))).toBe(200);
		expect(await knock({ cookie, origin: app.origin })).toBe(200);
	});

	test('[F14] another site cannot use a member’s login', async () => {
		const cookie = await app.signIn('leeds.drafter@demo.test');
		expect(await knock({ cookie, origin: 'https://elsewhere.test' })).toBe(403);
		expect(await knock({ cookie })).toBe(403);
	});

	test('[F2] [F18] without a login, or for a document that is not theirs, nobody comes in', async () => {
		expect(await knock({})).toBe(401);
		expect(await knock(bearer(`${token}x`))).toBe(401);
		expect(await knock(bearer(token), turn, 'report-unheard-of')).toBe(404);
		const notOurs = await app.token('supporter@demo.test');
		expect(await knock(bearer(notOurs))).toBe(404);
	});

	test('[F20] an editor older than the document is refused', async () => {
		expect(await knock(bearer(token), { ...turn, schema: editorSchemaVersion - 1 })).toBe(409);
	});

	test('what is not a turn is refused', async () => {
		for (const odd of [
			{},
			{ turn: 0, frames: [] },
			{ turn: 1, frames: ['?'] },
			{ turn: 2, frames: [] }
		]) {
			expect(await knock(bearer(token), odd)).toBe(422);
		}
	});
});

describe('C90 one on a polling line, one on a socket', () => {
	test('see what the other writes, who is there, and what is saved', async () => {
		const polling = pollingClient(token);
		const socket = collabClient(app, token, documentName);
		await until(polling, () => polling.provider.synced);
		polling.provider.awareness.setLocalStateField('section', 'why');
		polling.doc.getText('scratch').insert(0, 'By polling. ');
		await until(socket, () => text(socket).includes('By polling.'));
		socket.doc.getText('scratch').insert(0, 'By socket. ');
		await until(polling, () => text(polling).includes('By socket.'));
		await until(polling, isSaved(polling));
		const seen = socket.provider.awareness.getStates().get(polling.doc.clientID);
		expect(seen).toMatchObject({ section: 'why', user: { name: expect.any(String) as string } });
		expect(polling.closed).toEqual([]);
		polling.destroy();
		// Its good-bye takes the presence along at once.
		await until(socket, () => !socket.provider.awareness.getStates().has(polling.doc.clientID));
		socket.destroy();
	});

	test('C93 a megabyte written without a connection arrives in pieces', async () => {
		const polling = pollingClient(token);
		polling.doc.getText('long').insert(0, 'x'.repeat(1_000_000));
		await until(polling, isSaved(polling));
		const socket = collabClient(app, token, documentName);
		await until(socket, () => socket.doc.getText('long').length === 1_000_000);
		polling.destroy();
		socket.destroy();
	});

	test('[F24] what was called saved survives the server being killed; the line comes back by itself', async () => {
		const polling = pollingClient(token);
		await until(polling, isSaved(polling));
		polling.doc.getText('scratch').insert(0, 'Called saved. ');
		await until(polling, isSaved(polling));
		await app.kill();
		polling.doc.getText('scratch').insert(0, 'Written meanwhile. ');
		await app.restart();
		await until(polling, isSaved(polling));
		polling.destroy();
		const fresh = collabClient(app, token, documentName);
		await until(fresh, () => fresh.provider.synced);
		expect(text(fresh)).toContain('Written meanwhile. Called saved.');
		fresh.destroy();
	});

	test('[F3] the end of the login ends the line', async () => {
		const short = await app.token('leeds.lead@demo.test');
		const listed = await fetch(`${app.origin}/api/v1/tokens`, { headers: bearer(short) });
		const { items } = (await listed.json()) as { items: { id: string }[] };
		const polling = pollingClient(short);
		await until(polling, isSaved(polling));
		for (const { id } of items) {
			const url = `${app.origin}/api/v1/tokens/${id}`;
			await fetch(url, { method: 'DELETE', headers: bearer(short) });
		}
		await until(polling, () => polling.closed.length > 0);
		expect(polling.closed).toEqual([4401]);
		polling.destroy();
	});
});
