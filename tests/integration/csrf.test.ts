// [F14] What another site can make a member's browser send, on the pages as they are built. In development SvelteKit
// does not check, so only the built pages prove anything.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';

let app: RunningApp;
let cookie: string;

beforeAll(async () => {
	app = await startApp();
	cookie = await app.signIn('leeds.drafter@demo.test');
});
afterAll(() => app.stop());

const foreign = ['https://elsewhere.test', 'null', 'http://127.0.0.1:1', undefined];

const post = (path: string, origin: string | undefined, init: RequestInit = {}) =>
	fetch(`${app.origin}${path}`, {
		method: 'POST',
		redirect: 'manual',
		...init,
		headers: {
			cookie,
			...(origin === undefined ? {} : { origin }),
			...(init.headers as Record<string, string>)
		}
	});

const me = () => fetch(`${app.origin}/api/v1/me`, { headers: { cookie } });

describe.each(foreign)('from the origin %s', (origin) => {
	test.each(['/sign-in', '/sign-out', '/account?/endOthers', '/account?/changePassword'])(
		'[F14] the form %s is refused',
		async (path) => {
			const types = [
				'application/x-www-form-urlencoded',
				'multipart/form-data; boundary=x',
				'text/plain'
			];
			for (const type of types) {
				const answer = await post(path, origin, {
					headers: { 'content-type': type },
					body: 'email=leeds.drafter%40demo.test&password=pledge-demo'
				});
				expect(answer.status).toBe(403);
				expect(answer.headers.getSetCookie()).toEqual([]);
			}
		}
	);

	test.each([
		['POST', '/api/v1/notes'],
		['DELETE', '/api/v1/me/sessions'],
		['PUT', '/api/v1/me/password'],
		['PATCH', '/api/v1/posts/x']
	])('[F14] %s %s with the cookie is refused', async (method, path) => {
		const answer = await post(path, origin, {
			method,
			headers: { 'content-type': 'application/json' },
			body: '{}'
		});
		expect(answer.status).toBe(403);
		expect(await answer.json()).toMatchObject({ code: 'wrong-origin' });
	});

	test('[F14] signing out with an empty body of no type is refused', async () => {
		await post('/sign-out', origin);
		expect((await me()).status).toBe(200);
	});
});

test('from our own origin the same is taken', async () => {
	const answer = await post('/api/v1/notes', app.origin, {
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ title: 'From our page', visibility: 'only-me' })
	});
	expect(answer.status).toBe(201);
});

test('nothing is changed by a GET: a link or a picture does nothing', async () => {
	for (const path of ['/sign-out', '/account?/endOthers', '/api/v1/me/sessions']) {
		await fetch(`${app.origin}${path}`, { headers: { cookie }, redirect: 'manual' });
	}
	expect((await me()).status).toBe(200);
});

test('a token needs no origin: no browser adds it by itself', async () => {
	const token = await app.token('leeds.drafter@demo.test');
	const answer = await fetch(`${app.origin}/api/v1/notes`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify({ title: 'From a script', visibility: 'only-me' })
	});
	expect(answer.status).toBe(201);
});
