// Discussions of the running server, as its pages and its API give them out: what must not come out by either.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';

let app: RunningApp;
const tokens: Record<string, string> = {};

beforeAll(async () => {
	app = await startApp();
	for (const name of ['leeds.drafter', 'hackney.drafter', 'facilitator', 'supporter']) {
		tokens[name] = await app.token(`${name}@demo.test`);
	}
});
afterAll(() => app.stop());

type Thread = { id: string; commitment: number; posts: { id: string; body: string | null }[] };

const send = (method: string, path: string, who?: string, body?: unknown): Promise<Response> =>
	fetch(`${app.origin}/api/v1${path}`, {
		method,
		headers: {
			'content-type': 'application/json',
			...(who === undefined ? {} : { authorization: `Bearer ${tokens[who]}` })
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) })
	});

const start = async (who: string, more: object = {}): Promise<Thread> =>
	(await (
		await send('POST', '/commitments/5/threads', who, {
			title: 'Of the running server',
			body: 'Opening words',
			...more
		})
	).json()) as Thread;

const page = async (thread: Thread, who: string): Promise<{ status: number; html: string }> => {
	const response = await fetch(`${app.origin}/commitments/5/threads/${thread.id}`, {
		headers: { cookie: await app.signIn(`${who}@demo.test`) }
	});
	return { status: response.status, html: await response.text() };
};

test('[F7] nobody learns anything of a discussion without signing in', async () => {
	const { id, posts } = await start('leeds.drafter');
	const postId = posts[0]?.id ?? '';
	const calls: [string, string, unknown?][] = [
		['GET', '/commitments'],
		['GET', '/commitments/5/threads'],
		['POST', '/commitments/5/threads', { title: 'A title', body: 'x' }],
		['GET', '/commitments/5/mentionable?q=leeds'],
		['GET', '/threads'],
		['GET', `/threads/${id}`],
		['GET', '/threads/there-is-none'],
		['POST', `/threads/${id}/posts`, { body: 'x' }],
		['POST', `/threads/${id}/reading`, { upTo: 1 }],
		['GET', `/threads/${id}/mentionable?q=leeds`],
		['POST', `/threads/${id}/closing`, { reason: 'because' }],
		['DELETE', `/threads/${id}/closing`],
		['POST', `/threads/${id}/pinning`],
		['DELETE', `/threads/${id}/pinning`],
		['GET', `/posts/${postId}`],
		['PATCH', `/posts/${postId}`, { body: 'x' }],
		['POST', `/posts/${postId}/withdrawal`],
		['POST', `/posts/${postId}/hiding`, { reason: 'because' }],
		['DELETE', `/posts/${postId}/hiding`]
	];
	for (const [method, path, body] of calls) {
		expect((await send(method, path, undefined, body)).status, `${method} ${path}`).toBe(401);
	}
	const visit = await fetch(`${app.origin}/commitments/5/threads/${id}`, { redirect: 'manual' });
	expect(visit.status).toBe(303);
	expect(visit.headers.get('location')).toMatch(/^\/sign-in\?next=/);
});

test('[F5] one for an organisation is on no page and in no answer for anybody else', async () => {
	const thread = await start('leeds.drafter', {
		title: 'Among ourselves',
		audience: 'organisation'
	});
	expect((await page(thread, 'leeds.lead')).html).toContain('Among ourselves');
	for (const who of ['hackney.drafter', 'supporter', 'facilitator']) {
		expect((await page(thread, who)).status).toBe(404);
		expect((await send('GET', `/threads/${thread.id}`, who)).status).toBe(404);
		expect(await (await send('GET', '/commitments/5/threads', who)).text()).not.toContain('Among');
		expect(await (await send('GET', '/threads', who)).text()).not.toContain('Among');
	}
});

test('withdrawn and hidden words, and what they said before, are in no page and no answer', async () => {
	const thread = await start('leeds.drafter', { body: 'Unheard-of withdrawn words' });
	const first = thread.posts[0]?.id ?? '';
	await send('PATCH', `/posts/${first}`, 'leeds.drafter', { body: 'Unheard-of later words' });
	await send('POST', `/posts/${first}/withdrawal`, 'leeds.drafter');
	const second = (await (
		await send('POST', `/threads/${thread.id}/posts`, 'hackney.drafter', {
			body: 'Unheard-of name'
		})
	).json()) as { id: string };
	await send('POST', `/posts/${second.id}/hiding`, 'facilitator', { reason: 'Names a person' });

	const seen = await page(thread, 'leeds.drafter');
	expect(seen.html).toContain('Names a person');
	expect(seen.html).not.toContain('Unheard-of');
	const answer = await (await send('GET', `/threads/${thread.id}`, 'leeds.drafter')).text();
	expect(answer).not.toContain('Unheard-of');
});

test('the words stand in the page as it first arrives, before any script', async () => {
	const thread = await start('leeds.drafter', { body: 'Readable **at once**' });
	const { html } = await page(thread, 'hackney.drafter');
	expect(html).toContain('Readable <strong>at once</strong>');
	expect(html).toMatch(/<h1[^>]*>[\s\S]*Ensure inclusive and sustainable change/);
});
