// Guests who come to a session by a link: into that session and nothing else, until its day, and not a moment longer
// once it is taken back; over HTTP and over both sockets.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeCode } from '#shared/collab-protocol.ts';
import { hashSecret } from '#server/kernel/ids.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { knock, openSocket } from '../support/socket-client.ts';

let app: RunningApp;
let lead: string;
beforeAll(async () => {
	app = await startApp();
	lead = await app.token('facilitator@demo.test');
});
afterAll(() => app.stop());

type Answer = { status: number; body: Record<string, unknown> };
type Session = { id: string; documentName: string };
type Invited = { id: string; link: string };

async function ask(
	headers: Record<string, string>,
	method: string,
	path: string,
	body?: object
): Promise<Answer> {
	const response = await fetch(`${app.origin}/api/v1${path}`, {
		method,
		headers: { ...headers, 'content-type': 'application/json', origin: app.origin },
		body: body === undefined ? undefined : JSON.stringify(body)
	});
	const text = await response.text();
	return {
		status: response.status,
		body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
	};
}
const asLead = (method: string, path: string, body?: object) =>
	ask({ authorization: `Bearer ${lead}` }, method, path, body);

let session: Session;
let other: Session;
let guest: Invited;
let cookie: string;

const secretOf = ({ link }: Invited): string => link.split('/').at(-1) ?? '';
const asGuest = (method: string, path: string, body?: object) =>
	ask({ cookie }, method, path, body);
const plan = async (title: string): Promise<Session> =>
	(await asLead('POST', '/live-sessions', { title, purpose: 'To meet.' }))
		.body as unknown as Session;
const invite = async (endsAt = '2099-12-31T12:00:00.000Z'): Promise<Invited> =>
	(
		await asLead('POST', `/live-sessions/${session.id}/guests`, {
			name: 'Bernice',
			organisation: 'A community organisation',
			endsAt
		})
	).body as unknown as Invited;

beforeEach(async () => {
	session = await plan('A session with guests');
	other = await plan('Another session');
	guest = await invite();
	cookie = `session-guest=${secretOf(guest)}`;
});

describe('a guest', () => {
	test('is asked before they come in, and the link’s page alone lets nobody in', async () => {
		const page = await fetch(guest.link);
		expect(await page.text()).toContain('A session with guests');
		expect(page.headers.getSetCookie()).toEqual([]);
		const door = await fetch(guest.link, {
			method: 'POST',
			redirect: 'manual',
			headers: {
				origin: app.origin,
				accept: 'text/html',
				'content-type': 'application/x-www-form-urlencoded'
			},
			body: ''
		});
		expect(door.headers.get('location')).toBe(`/sessions/${session.id}`);
		const [set = ''] = door.headers.getSetCookie();
		expect(set).toMatch(/^session-guest=.*HttpOnly/);
		const room = await fetch(`${app.origin}/sessions/${session.id}`, { headers: { cookie } });
		expect(await room.text()).toContain('What this room agrees on');
	});

	test('takes part once they have accepted the agreement, under the name they were invited by', async () => {
		await asLead('POST', `/live-sessions/${session.id}/commands`, { type: 'start' });
		const path = `/live-sessions/${session.id}`;
		expect((await asGuest('GET', path)).body['room']).toBeNull();
		expect((await asGuest('POST', `${path}/commands`, { type: 'raise-hand' })).status).toBe(403);
		await asGuest('POST', `${path}/enter`);
		const raised = await asGuest('POST', `${path}/commands`, { type: 'raise-hand' });
		expect(raised.body).toMatchObject({
			room: { queue: { waiting: [{ personId: guest.id }], shared: null } }
		});
		const seen = await asLead('GET', path);
		expect(seen.body).toMatchObject({
			room: {
				people: [
					{ kind: 'member' },
					{ kind: 'guest', name: 'Bernice', organisation: 'A community organisation' }
				]
			}
		});
	});

	test('may do what participants do, and nothing of what facilitators do', async () => {
		const path = `/live-sessions/${session.id}`;
		await asGuest('POST', `${path}/enter`);
		for (const type of ['start', 'end', 'take-over', 'gather', 'thank']) {
			expect([type, (await asGuest('POST', `${path}/commands`, { type })).status]).toEqual([
				type,
				403
			]);
		}
		const guests = `${path}/guests`;
		expect((await asGuest('GET', guests)).status).toBe(401);
		expect((await asGuest('DELETE', `${guests}/${guest.id}`)).status).toBe(401);
	});

	test('comes into this session and into nothing else', async () => {
		expect((await asGuest('GET', `/live-sessions/${other.id}`)).status).toBe(404);
		expect((await asGuest('POST', `/live-sessions/${other.id}/enter`)).status).toBe(404);
		for (const path of ['/me', '/live-sessions', '/groups', '/notes', '/rounds', '/inbox']) {
			const { status, body } = await asGuest('GET', path);
			const items = (body['items'] ?? []) as { visibility?: string; state?: string }[];
			// Without signing in the public record can be read, and that is all.
			if (status !== 401) {
				expect(
					items.every(({ visibility, state }) => visibility === 'public' || state === 'published')
				).toBe(true);
			}
		}
		for (const path of ['/home', '/sessions', `/sessions/${session.id}/people`]) {
			const page = await fetch(`${app.origin}${path}`, {
				headers: { cookie },
				redirect: 'manual'
			});
			expect([path, page.status]).toEqual([path, 303]);
		}
		const origin = { cookie, origin: app.origin };
		await asGuest('POST', `/live-sessions/${session.id}/enter`);
		const collab = (name: string): string => `${app.wsOrigin}/collab/${name}?schema=1`;
		expect(await knock(collab(session.documentName), origin)).toBe(101);
		expect(await knock(collab(other.documentName), origin)).toBe(404);
		const { socket, messages } = await openSocket(`${app.wsOrigin}/live`, origin);
		const topics = [
			{ kind: 'live-session', sessionId: other.id },
			{ kind: 'commitment', number: 1 },
			{ kind: 'inbox' }
		];
		for (const topic of topics) socket.send(JSON.stringify({ type: 'watch', topic }));
		await expect
			.poll(() => messages.map((each) => (JSON.parse(String(each)) as { type: string }).type))
			.toEqual(['not-found', 'not-found', 'not-found']);
		socket.close();
	});

	test('[F3] has nothing open any more the moment their link is taken back', async () => {
		await asGuest('POST', `/live-sessions/${session.id}/enter`);
		const origin = { cookie, origin: app.origin };
		const text = await openSocket(
			`${app.wsOrigin}/collab/${session.documentName}?schema=1`,
			origin
		);
		const live = await openSocket(`${app.wsOrigin}/live`, origin);
		await asLead('DELETE', `/live-sessions/${session.id}/guests/${guest.id}`);
		expect(await text.closed).toBe(closeCode.signedOut);
		expect(await live.closed).toBe(closeCode.signedOut);
		expect((await asGuest('GET', `/live-sessions/${session.id}`)).status).toBe(401);
		expect(await knock(`${app.wsOrigin}/live`, origin)).toBe(401);
		expect(await (await fetch(guest.link)).text()).toContain('This link is over');
	});

	test('is a guest until the link’s day; then the link ends, and can be prolonged', async () => {
		const path = `/live-sessions/${session.id}/guests`;
		const past = await asLead('POST', path, { name: 'Dele', endsAt: '2020-01-01T00:00:00.000Z' });
		expect(past.body).toMatchObject({ code: 'invalid', field: 'endsAt' });
		const soon = await invite(new Date(Date.now() + 1_500).toISOString());
		const headers = { cookie: `session-guest=${secretOf(soon)}` };
		expect((await ask(headers, 'GET', `/live-sessions/${session.id}`)).status).toBe(200);
		// What is open ends with it.
		const { closed } = await openSocket(`${app.wsOrigin}/live`, { ...headers, origin: app.origin });
		expect(await closed).toBe(closeCode.signedOut);
		await expect
			.poll(async () => (await ask(headers, 'GET', `/live-sessions/${session.id}`)).status, {
				timeout: 5_000
			})
			.toBe(401);
		await asLead('PATCH', `${path}/${soon.id}`, { endsAt: '2099-12-31T12:00:00.000Z' });
		expect((await ask(headers, 'GET', `/live-sessions/${session.id}`)).status).toBe(200);
	});

	test('writes by turns of questions where no socket gets through, in this session alone', async () => {
		const exchange = ({ documentName }: Session, body: object) =>
			asGuest('POST', `/documents/${documentName}/exchange`, body);
		const first = { turn: 1, frames: [], schema: 1 };
		expect((await exchange(session, first)).status).toBe(404);
		await asGuest('POST', `/live-sessions/${session.id}/enter`);
		const { status, body } = await exchange(session, first);
		expect(status).toBe(200);
		expect(body).toMatchObject({ turn: 1 });
		expect((await exchange(other, first)).status).toBe(404);
		await asLead('DELETE', `/live-sessions/${session.id}/guests/${guest.id}`);
		const next = { turn: 2, frames: [], line: body['line'] };
		expect((await exchange(session, next)).status).toBe(401);
	});

	test('is known to the database by the hash of the secret alone', async () => {
		const { body } = await asLead('GET', `/live-sessions/${session.id}/guests`);
		expect(JSON.stringify(body)).not.toContain(secretOf(guest));
		expect(JSON.stringify(body)).not.toContain(hashSecret(secretOf(guest)));
		expect(app.output()).not.toContain(secretOf(guest));
	});

	test('what another site makes their browser send is turned away', async () => {
		const response = await fetch(`${app.origin}/api/v1/live-sessions/${session.id}/enter`, {
			method: 'POST',
			headers: { cookie, origin: 'https://elsewhere.test' }
		});
		expect(response.status).toBe(403);
		expect(await knock(`${app.wsOrigin}/live`, { cookie, origin: 'https://elsewhere.test' })).toBe(
			403
		);
	});
});
