// Both sockets over a real connection: the door, rights that change under an open socket, lines that die, bytes that
// mean harm. Rule numbers are those of server/domain/collaboration/SPEC.md.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { closeCode, messageType, type PresenceUser } from '#shared/collab-protocol.ts';
import { largestFrame } from '#server/domain/collaboration/limits.ts';
import { step2Message, updateMessage } from '#server/domain/collaboration/protocol.ts';
import { system, type Member } from '#server/kernel/actor.ts';
import {
	knock,
	openSocket,
	stockClient,
	synced,
	until,
	type BareSocket,
	type Credentials,
	type StockClient
} from '../support/socket-client.ts';
import { openWorkspace, type Workspace } from '../support/workspace.ts';

const pingEvery = 300;

let workspace: Workspace;
let leeds: string;
let drafter: Credentials;
let lead: Credentials;
let foreign: Credentials;

const signedIn = async (email: string): Promise<Credentials & { member: Member }> => {
	const { member, cookie } = await workspace.signIn(email);
	return { member, cookie, origin: workspace.origin };
};

beforeAll(async () => {
	workspace = await openWorkspace({ pingEvery });
	leeds = await workspace.draft('Leeds');
	drafter = await signedIn('leeds.drafter@demo.test');
	lead = await signedIn('leeds.lead@demo.test');
	foreign = await signedIn('hackney.drafter@demo.test');
});
afterAll(() => workspace.close());

const collabUrl = (documentName = leeds, query = '?schema=1'): string =>
	`${workspace.wsOrigin}/collab/${documentName}${query}`;

const typed = (text: string): Uint8Array => {
	const doc = new Y.Doc();
	doc.getText('scratch').insert(0, text);
	return Y.encodeStateAsUpdate(doc);
};

const scratchOf = ({ doc }: StockClient): string => doc.getText('scratch').toJSON();

/** Two stock clients that are in step, put away after the test. */
async function pair(): Promise<[StockClient, StockClient]> {
	const clients: [StockClient, StockClient] = [
		stockClient(workspace.wsOrigin, leeds, drafter),
		stockClient(workspace.wsOrigin, leeds, lead)
	];
	await Promise.all(clients.map(synced));
	return clients;
}

/** Resolves when a message of this number has come. */
async function heard({ messages, socket }: BareSocket, type: number): Promise<void> {
	while (!messages.some((message) => message[0] === type)) await once(socket, 'message');
}

const putAway = (clients: StockClient[]): void => {
	for (const { provider, doc } of clients) {
		provider.destroy();
		doc.destroy();
	}
};

describe('C01 the door', () => {
	test('with a login from our own pages one comes in', async () => {
		expect(await knock(collabUrl(), drafter)).toBe(101);
		expect(await knock(collabUrl(leeds, ''), drafter)).toBe(101);
		expect(await knock(`${workspace.wsOrigin}/live`, drafter)).toBe(101);
	});

	test('a program comes in with a token and no origin', async () => {
		const { token } = await workspace.app.accounts.createToken(
			{ email: 'leeds.drafter@demo.test', password: 'pledge-demo', name: 'door' },
			{ address: '127.0.0.1' }
		);
		expect(await knock(collabUrl(), { bearer: token })).toBe(101);
		expect(await knock(collabUrl(), { bearer: token, origin: 'https://elsewhere.test' })).toBe(403);
		expect(await knock(collabUrl(), { bearer: `${token}x` })).toBe(401);
	});

	test.each(['/live', '/collab/'])(
		'[F14] %s: another site cannot use a member’s login',
		async (path) => {
			const url =
				path === '/live' ? `${workspace.wsOrigin}/live` : `${workspace.wsOrigin}/collab/${leeds}`;
			for (const origin of ['https://elsewhere.test', 'null', workspace.wsOrigin, undefined]) {
				expect(await knock(url, { ...drafter, origin })).toBe(403);
			}
		}
	);

	test.each(['/live', '/collab/'])(
		'[F2] [F18] %s: without a login nobody comes in',
		async (path) => {
			const url =
				path === '/live' ? `${workspace.wsOrigin}/live` : `${workspace.wsOrigin}/collab/${leeds}`;
			const { origin } = workspace;
			expect(await knock(url, {})).toBe(401);
			expect(await knock(url, { origin })).toBe(401);
			expect(await knock(url, { origin, cookie: 'session=made-up' })).toBe(401);
			expect(await knock(url, { origin, cookie: 'session=; other=1' })).toBe(401);
		}
	);

	test('[F18] a document of another organisation is not to be found, like one that does not exist', async () => {
		expect(await knock(collabUrl(), foreign)).toBe(404);
		expect(await knock(collabUrl('report-unheard-of'), drafter)).toBe(404);
		for (const odd of ['', '%', '%E0%A4%A', '..%2F..%2Fetc', 'x'.repeat(500)]) {
			expect(await knock(collabUrl(odd), drafter)).toBe(404);
		}
		expect(await knock(`${workspace.wsOrigin}/elsewhere`, drafter)).toBe(404);
	});

	test('[F20] an editor older than the document is refused', async () => {
		expect(await knock(collabUrl(leeds, '?schema=0'), drafter)).toBe(409);
		expect(await knock(collabUrl(leeds, '?schema=new'), drafter)).toBe(409);
		expect(await knock(collabUrl(leeds, '?schema=2'), drafter)).toBe(101);
	});

	test('[F2] frames sent before the door has opened are not applied', async () => {
		const before = await workspace.app.collaboration.content(leeds);
		const frame = Buffer.from(updateMessage(typed('too early')));
		const masked = Buffer.concat([Buffer.from([0x82, 0x80 | frame.length, 0, 0, 0, 0]), frame]);
		for (const cookie of ['session=made-up', foreign.cookie ?? '']) {
			const socket = connect(Number(new URL(workspace.origin).port), '127.0.0.1');
			await once(socket, 'connect');
			socket.write(
				`GET /collab/${leeds} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
					`Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n` +
					`Origin: ${workspace.origin}\r\nCookie: ${cookie}\r\n\r\n`
			);
			for (let count = 0; count < 50; count++) socket.write(masked);
			const [answer] = (await once(socket, 'data')) as [Buffer];
			expect(answer.toString()).toMatch(/^HTTP\/1\.1 40[14]/);
			await closed(socket);
		}
		expect(await workspace.app.collaboration.content(leeds)).toEqual(before);
	});
});

const closed = (socket: Socket): Promise<unknown> =>
	socket.closed ? Promise.resolve() : Promise.race([once(socket, 'close'), once(socket, 'end')]);

describe('a stock y-websocket client', () => {
	test('sees what the other types, and who the other is', async () => {
		const [one, two] = await pair();
		expect(two.doc.getXmlFragment('section:why').toJSON()).toContain('<paragraph>');
		one.provider.awareness.setLocalState({
			section: 'why',
			user: { name: '<b>somebody else</b>' }
		});
		one.doc.getText('scratch').insert(0, 'hello from Leeds');
		await until(two, () => scratchOf(two) === 'hello from Leeds');
		const stateOfOne = () => two.provider.awareness.getStates().get(one.doc.clientID);
		await until(two, () => stateOfOne()?.['section'] === 'why');
		const shown = stateOfOne();
		const user = shown?.['user'] as PresenceUser;
		expect(user.name).not.toContain('<');
		expect(user.color).toMatch(/^var\(--hand-\d\)$/);
		putAway([one, two]);
	});

	test('[F22] comes back after its line broke, with what both wrote meanwhile', async () => {
		const [one, two] = await pair();
		one.provider.disconnect();
		one.doc.getText('scratch').insert(0, 'written on the train. ');
		two.doc.getText('scratch').insert(0, 'written at the desk. ');
		one.provider.connect();
		const both = (client: StockClient) => () =>
			scratchOf(client).includes('train') && scratchOf(client).includes('desk');
		await Promise.all([until(one, both(one)), until(two, both(two))]);
		expect(scratchOf(one)).toBe(scratchOf(two));
		putAway([one, two]);
	});

	test('C71 what it wrote is in the text that pages and the API get', async () => {
		const [one, two] = await pair();
		const paragraph = new Y.XmlElement('paragraph');
		const words = new Y.XmlText('A sentence over the socket.');
		paragraph.insert(0, [words]);
		one.doc.getXmlFragment('section:next-steps').insert(0, [paragraph]);
		const fragment = two.doc.getXmlFragment('section:next-steps');
		await until(two, () => fragment.toJSON().includes('over the socket'));
		const content = await workspace.app.collaboration.content(leeds);
		expect(content['section:next-steps']?.html).toContain('<p>A sentence over the socket.</p>');
		putAway([one, two]);
	});
});

describe('[F3] rights that change under an open socket', () => {
	const coordinator = async (): Promise<Member> =>
		(await workspace.signIn('coordinator@demo.test')).member;

	/** What the socket of this person says when `change` happens, and that their edit after it goes nowhere. */
	async function closesOn(email: string, change: (member: Member) => Promise<unknown>) {
		const person = await signedIn(email);
		const bare = await openSocket(collabUrl(), person);
		const watcher = stockClient(workspace.wsOrigin, leeds, lead);
		await synced(watcher);
		const since = Date.now();
		await change(person.member);
		bare.socket.send(updateMessage(typed('after the change')));
		const code = await bare.closed;
		expect(Date.now() - since).toBeLessThan(1_000);
		await workspace.app.collaboration.flush();
		watcher.doc.getText('scratch').insert(0, '.');
		await workspace.app.collaboration.flush();
		expect(scratchOf(watcher)).not.toContain('after the change');
		putAway([watcher]);
		return code;
	}

	test('C03 signing out closes with 4401', async () => {
		const code = await closesOn('leeds.drafter@demo.test', (member) =>
			workspace.app.accounts.signOut(member)
		);
		expect(code).toBe(closeCode.signedOut);
	});

	test('C03 signing out in one browser leaves the other alone', async () => {
		const here = await signedIn('leeds.drafter@demo.test');
		const there = await signedIn('leeds.drafter@demo.test');
		const socket = await openSocket(collabUrl(), there);
		const live = await openSocket(`${workspace.wsOrigin}/live`, here);
		await workspace.app.accounts.signOut(here.member);
		expect(await live.closed).toBe(closeCode.signedOut);
		expect(socket.socket.readyState).toBe(socket.socket.OPEN);
		socket.socket.terminate();
	});

	test('C03 a drafter made a reader is closed with 4403, and reads when they come back', async () => {
		const boss = await coordinator();
		const seatOf = (member: Member) => member.seats[0]?.organisationId ?? '';
		const code = await closesOn('leeds.drafter@demo.test', (member) =>
			workspace.app.accounts.setSeat(boss, member.memberId, seatOf(member), 'reader')
		);
		expect(code).toBe(closeCode.accessChanged);
		const reader = await signedIn('leeds.drafter@demo.test');
		const bare = await openSocket(collabUrl(), reader);
		bare.socket.send(step2Message(typed('from a reader')));
		bare.socket.send(updateMessage(typed('from a reader')));
		const client = stockClient(workspace.wsOrigin, leeds, reader);
		await synced(client);
		expect(client.doc.getXmlFragment('section:why').length).toBeGreaterThan(0);
		expect(scratchOf(client)).not.toContain('from a reader');
		await workspace.app.accounts.setSeat(
			boss,
			reader.member.memberId,
			seatOf(reader.member),
			'drafter'
		);
		expect(await bare.closed).toBe(closeCode.accessChanged);
		putAway([client]);
	});

	test('C03 a member taken out of the organisation is closed with 4403, one who is ended with 4401', async () => {
		const boss = await coordinator();
		const [organisation] = (await signedIn('manchester.drafter@demo.test')).member.seats;
		const manchester = await workspace.draft('Manchester');
		const person = await signedIn('manchester.drafter@demo.test');
		const out = await openSocket(collabUrl(manchester), person);
		const live = await openSocket(`${workspace.wsOrigin}/live`, person);
		const { memberId } = person.member;
		await workspace.app.accounts.removeSeat(boss, memberId, organisation?.organisationId ?? '');
		expect(await out.closed).toBe(closeCode.accessChanged);
		expect(await knock(collabUrl(manchester), person)).toBe(404);
		await workspace.app.accounts.deactivate(boss, memberId);
		expect(await live.closed).toBe(closeCode.signedOut);
		expect(await knock(`${workspace.wsOrigin}/live`, person)).toBe(401);
	});

	test('C03 when the document itself is closed to its writers, every socket on it is asked again', async () => {
		const sockets = await Promise.all(
			[drafter, lead].map((_, index) =>
				signedIn(index === 0 ? 'leeds.drafter@demo.test' : 'leeds.lead@demo.test').then((each) =>
					openSocket(collabUrl(), each)
				)
			)
		);
		const { access, events } = workspace.app;
		const document = access.document.bind(access);
		// What publishing does, without publishing: the answer is another one from now on.
		access.document = (actor, name) =>
			actor === system
				? document(actor, name)
				: Promise.resolve({ mayRead: true, mayWrite: false, mayReadHistory: true });
		try {
			events.emit({ type: 'access-changed', scope: { kind: 'document', documentName: leeds } });
			const codes = await Promise.all(sockets.map((each) => each.closed));
			expect(codes).toEqual([closeCode.accessChanged, closeCode.accessChanged]);
		} finally {
			access.document = document;
		}
	});
});

describe('lines that die, and bytes that mean harm', () => {
	let mine: Credentials;
	let watcher: StockClient;
	beforeAll(async () => {
		mine = await signedIn('leeds.drafter@demo.test');
		watcher = stockClient(workspace.wsOrigin, leeds, lead);
		await synced(watcher);
	});
	afterAll(() => putAway([watcher]));

	/** Sends bytes on the TCP connection, below the WebSocket. */
	const raw = ({ socket }: BareSocket): Socket =>
		(socket as WebSocket & { _socket: Socket })._socket;

	test.each<[string, (bare: BareSocket) => void, number]>([
		[
			'noise',
			({ socket }) => socket.send(Buffer.from('not the protocol')),
			closeCode.notTheProtocol
		],
		['text instead of bytes', ({ socket }) => socket.send('hello'), closeCode.notTheProtocol],
		['an empty frame', ({ socket }) => socket.send(Buffer.alloc(0)), closeCode.notTheProtocol],
		[
			'a frame that is too big',
			({ socket }) => socket.send(Buffer.alloc(largestFrame + 1)),
			closeCode.frameTooBig
		],
		[
			'a header that promises 2^40 bytes, then silence',
			(bare) => raw(bare).write(Buffer.from([0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4])),
			closeCode.frameTooBig
		],
		['a frame without a mask', (bare) => raw(bare).write(Buffer.from([0x82, 1, 0])), 1002],
		['a made-up opcode', (bare) => raw(bare).write(Buffer.from([0x83, 0x80, 0, 0, 0, 0])), 1002]
	])('C04 %s closes that connection and harms nobody', async (_, attack, code) => {
		const bare = await openSocket(collabUrl(), mine);
		attack(bare);
		expect(await bare.closed).toBe(code);
		expect(watcher.provider.wsconnected).toBe(true);
		expect(await knock(collabUrl(), mine)).toBe(101);
	});

	test('C04 connections cut in the middle of everything leave nobody behind', async () => {
		const before = workspace.app.collaboration.stats().connections;
		for (let count = 0; count < 20; count++) {
			const bare = await openSocket(collabUrl(), mine);
			bare.socket.send(updateMessage(typed('x')));
			raw(bare).resetAndDestroy();
			await bare.closed;
		}
		const again = await openSocket(collabUrl(), mine);
		again.socket.close();
		await again.closed;
		await expect
			.poll(() => workspace.app.collaboration.stats().connections, { timeout: 2_000 })
			.toBeLessThanOrEqual(before);
	});

	test('[F22] C06 a line that is dead without saying so is cut, and its caret goes', async () => {
		const gone = stockClient(workspace.wsOrigin, leeds, mine);
		await synced(gone);
		gone.provider.awareness.setLocalState({ section: 'why' });
		const isShown = (): boolean => watcher.provider.awareness.getStates().has(gone.doc.clientID);
		await until(watcher, isShown);
		// The cable is out: nothing arrives any more, and nobody says good-bye.
		const socket = gone.provider.ws as unknown as WebSocket & { _socket: Socket };
		gone.provider.shouldConnect = false;
		socket._socket.pause();
		await until(watcher, () => !isShown());
		putAway([gone]);
	});

	test('C31 the server says when what was sent is on its disk', async () => {
		const bare = await openSocket(collabUrl(), mine);
		bare.socket.send(updateMessage(typed('to be kept')));
		await heard(bare, messageType.saved);
		const saved = bare.messages.find((message) => message[0] === messageType.saved);
		expect([...(saved ?? [])]).toEqual([messageType.saved, 1]);
		bare.socket.close();
	});
});

test('C64 when the server stops it says so, after writing everything', async () => {
	const own = await openWorkspace();
	const { cookie } = await own.signIn('leeds.drafter@demo.test');
	const documentName = await own.draft('Leeds');
	const credentials = { cookie, origin: own.origin };
	const bare = await openSocket(`${own.wsOrigin}/collab/${documentName}`, credentials);
	const live = await openSocket(`${own.wsOrigin}/live`, credentials);
	bare.socket.send(updateMessage(typed('last')));
	await heard(bare, messageType.saved);
	const closing = own.close();
	expect(await bare.closed).toBe(closeCode.restarting);
	expect(await live.closed).toBe(closeCode.restarting);
	await closing;
});
