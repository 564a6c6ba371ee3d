// Signing in and out over HTTP, without scripts: cookies, headers, where one ends up, and an empty workspace.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPassword, startApp, type RunningApp } from '../support/app.ts';

let app: RunningApp;

beforeAll(async () => {
	app = await startApp();
});
afterAll(() => app.stop());

const form = (path: string, fields: Record<string, string>, cookie = '') =>
	fetch(`${app.origin}${path}`, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			cookie,
			origin: app.origin,
			accept: 'text/html',
			'content-type': 'application/x-www-form-urlencoded',
			'user-agent': 'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0'
		},
		body: new URLSearchParams(fields)
	});

const page = (path: string, cookie = '') =>
	fetch(`${app.origin}${path}`, { redirect: 'manual', headers: { cookie, accept: 'text/html' } });

const drafter = { email: 'leeds.drafter@demo.test', password: demoPassword };

describe('signing in', () => {
	test('sets a cookie that scripts cannot read and other sites do not send', async () => {
		const answer = await form('/sign-in', drafter);
		expect(answer.status).toBe(303);
		expect(answer.headers.get('location')).toBe('/home');
		const [cookie = ''] = answer.headers.getSetCookie();
		expect(cookie).toMatch(/^session=[a-z0-9]{20,}; Path=\/; HttpOnly; SameSite=Lax$/);
	});

	test('over https the cookie is Secure', async () => {
		const secure = await startApp({ env: { ORIGIN: 'https://workspace.test' } });
		try {
			const answer = await fetch(`${secure.origin}/sign-in`, {
				method: 'POST',
				redirect: 'manual',
				headers: {
					origin: 'https://workspace.test',
					'content-type': 'application/x-www-form-urlencoded'
				},
				body: new URLSearchParams(drafter)
			});
			expect(answer.headers.getSetCookie()[0]).toContain('Secure');
		} finally {
			await secure.stop();
		}
	});

	test('leads back to the page that was wanted, and nowhere else', async () => {
		const locationOf = async (next: string) =>
			(await form(`/sign-in?next=${encodeURIComponent(next)}`, drafter)).headers.get('location');
		expect(await locationOf('/account?x=1')).toBe('/account?x=1');
		expect(await locationOf('//elsewhere.test')).toBe('/home');
		expect(await locationOf('https://elsewhere.test/')).toBe('/home');
	});

	test('a page of the workspace asks for it first', async () => {
		const answer = await page('/account?x=1');
		expect(answer.status).toBe(303);
		expect(answer.headers.get('location')).toBe('/sign-in?next=%2Faccount%3Fx%3D1');
	});

	test('a mistake keeps the address that was typed, never the password', async () => {
		const answer = await form('/sign-in', { email: 'amara.leeds', password: 'my secret words' });
		expect(answer.status).toBe(422);
		const html = await answer.text();
		expect(html).toContain('value="amara.leeds"');
		expect(html).toContain('Write it with an @');
		expect(html).toContain('<title>Error: Sign in');
		expect(html).not.toContain('my secret words');
	});

	test('an unknown account and a wrong password get the same page', async () => {
		const pages = await Promise.all(
			['leeds.lead@demo.test', 'nobody.here@demo.test'].map(async (email) => {
				const answer = await form('/sign-in', { email, password: 'a guess' });
				const html = await answer.text();
				return [
					answer.status,
					html.replace(/[\w.]+@demo\.test/g, '').replace(/nonce="[^"]*"|nonce-[\w+/=]*/g, '')
				];
			})
		);
		expect(pages[0]?.[0]).toBe(401);
		expect(pages[0]).toEqual(pages[1]);
	});

	test('[F13] too many guesses are refused with the time to wait', async () => {
		let answer = await form('/sign-in', { email: 'guessed@demo.test', password: 'a guess' });
		for (let count = 0; count < 10; count += 1) {
			answer = await form('/sign-in', { email: 'guessed@demo.test', password: 'a guess' });
		}
		expect(answer.status).toBe(429);
		expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
		expect(await answer.text()).toContain('Too many tries. Try again in 5 minutes.');
	});
});

describe('being signed in', () => {
	test('a signed-in page is not kept by the browser, and says little to other sites', async () => {
		const cookie = await app.signIn('leeds.drafter@demo.test');
		const { headers } = await page('/account', cookie);
		expect(headers.get('cache-control')).toContain('no-store');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('referrer-policy')).toBe('same-origin');
		expect(headers.get('permissions-policy')).toContain('camera=()');
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
	});

	test('a cookie that is none of ours is cleared', async () => {
		const answer = await page('/sign-in', 'session=made-up');
		expect(answer.headers.getSetCookie()[0]).toContain('session=; Max-Age=0');
	});

	test('signing out ends the session itself, not only the cookie', async () => {
		const cookie = await app.signIn('leeds.drafter@demo.test');
		const answer = await form('/sign-out', {}, cookie);
		expect(answer.status).toBe(303);
		expect(answer.headers.getSetCookie()[0]).toContain('session=; Max-Age=0');
		expect((await page('/account', cookie)).headers.get('location')).toContain('/sign-in');
	});

	test('the account page works without scripts', async () => {
		const here = await app.signIn('hackney.drafter@demo.test');
		const answer = await form('/sign-in', {
			email: 'hackney.drafter@demo.test',
			password: demoPassword
		});
		const elsewhere = answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
		const html = await (await page('/account', here)).text();
		expect(html).toContain('Firefox on Windows');
		expect(html).toContain('Drafter</strong> at London Borough of Hackney');

		const created = await form(
			'/account?/createToken',
			{ name: 'Export', password: demoPassword },
			here
		);
		const token = /alliance_[\w-]+/.exec(await created.text())?.[0] ?? '';
		const bearer = await fetch(`${app.origin}/api/v1/me`, {
			headers: { authorization: `Bearer ${token}` }
		});
		expect(bearer.status).toBe(200);
		expect(await (await page('/account', here)).text()).not.toContain(token);

		expect((await form('/account?/endOthers', {}, here)).status).toBe(200);
		expect((await page('/account', elsewhere)).status).toBe(303);

		const wrong = await form('/account?/changePassword', { current: 'no', next: 'short' }, here);
		expect(wrong.status).toBe(422);
		expect(await wrong.text()).toContain('Use at least 12 characters');
		const changed = await form(
			'/account?/changePassword',
			{ current: demoPassword, next: 'four words that differ' },
			here
		);
		expect(await changed.text()).toContain('Your password is changed');
	});

	test('without being signed in none of its forms does anything', async () => {
		for (const action of ['endOthers', 'createToken', 'changePassword']) {
			const answer = await form(`/account?/${action}`, {
				name: 'x',
				password: demoPassword,
				current: demoPassword,
				next: 'four words that differ'
			});
			expect([answer.status, answer.headers.get('location')]).toEqual([
				303,
				'/sign-in?next=%2Faccount'
			]);
		}
	});
});

describe('an empty workspace', () => {
	test('is set up through the link that the terminal prints, once', async () => {
		const empty = await startApp({ env: { DEMO: '0' } });
		try {
			const link = /http\S+\/set-up\/\S+/.exec(empty.output())?.[0] ?? '';
			expect(await (await fetch(link)).text()).toContain('Set up the workspace');
			expect(await (await fetch(`${empty.origin}/sign-in`)).text()).not.toContain('Look around');
			const send = (fields: Record<string, string>) =>
				fetch(link, {
					method: 'POST',
					redirect: 'manual',
					headers: {
						origin: empty.origin,
						accept: 'text/html',
						'content-type': 'application/x-www-form-urlencoded'
					},
					body: new URLSearchParams(fields)
				});
			const input = {
				organisationName: 'Synergi',
				name: 'Joy',
				email: 'joy@example.org',
				password: 'four words that differ'
			};
			const short = await send({ ...input, password: 'short' });
			expect(short.status).toBe(422);
			expect(await short.text()).toContain('value="Synergi"');

			const done = await send(input);
			expect(done.status).toBe(303);
			const cookie = done.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
			const me = await fetch(`${empty.origin}/api/v1/me`, { headers: { cookie } });
			expect(await me.json()).toMatchObject({
				organisation: { name: 'Synergi', kind: 'convenor' },
				roles: { alliance: ['coordinator'] },
				abilities: { 'people.manage': true }
			});
			expect((await fetch(link)).status).toBe(404);
			expect((await send({ ...input, email: 'second@example.org' })).status).toBe(404);
		} finally {
			await empty.stop();
		}
	});
});
