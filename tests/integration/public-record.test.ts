// The public record over HTTP, as it is built: every page and file of it, what a browser or a proxy may keep, and what
// changes at the minute of publication.
import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';

let app: RunningApp;
let leeds: string;
let coordinator: string;

beforeAll(async () => {
	app = await startApp();
	leeds = await app.signIn('leeds.drafter@demo.test');
	coordinator = await app.token('coordinator@demo.test');
});
afterAll(() => app.stop());

const report = '/rounds/2/reports/london-borough-of-hackney';

const get = (path: string, headers: Record<string, string> = {}) =>
	fetch(app.origin + path, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' });

/** What stands behind the sign-in, or is no page. */
const isElsewhere = (path: string): boolean =>
	/^\/(sign-in|sign-out|home|search|reports|account|api|_app)\b/.test(path);

const hrefsOf = (html: string): string[] =>
	[...html.matchAll(/<(?:a|link)\s[^>]*?href="([^"]*)"/g)].map(([, href = '']) =>
		href.replaceAll('&amp;', '&')
	);

describe('[F7] every page of the record, found by its links and by the map', () => {
	const pages = new Map<string, { html: string; type: string }>();
	const links: [from: string, to: string][] = [];

	beforeAll(async () => {
		const map = await (await get('/sitemap.xml')).text();
		const waiting = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) =>
			address.replaceAll('&amp;', '&').slice(app.origin.length)
		);
		waiting.push('/robots.txt', '/feed.atom');
		for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
			if (pages.has(path)) continue;
			const response = await get(path);
			expect(response.status, path).toBe(200);
			const type = response.headers.get('content-type') ?? '';
			const html = type.startsWith('text/html') ? await response.text() : '';
			pages.set(path, { html, type });
			for (const href of hrefsOf(html)) {
				const { origin, pathname, search, hash } = new URL(href, app.origin + path);
				if (origin !== app.origin || isElsewhere(pathname) || pathname.includes('.svg')) continue;
				links.push([path, pathname + search + hash]);
				waiting.push(pathname + search);
			}
		}
	});

	test('is there, and runs no script', () => {
		expect(pages.size).toBeGreaterThan(60);
		for (const [path, { html }] of pages) expect(html, path).not.toContain('<script');
	});

	test('names no place on another page that is not there', () => {
		const fragments = links.filter(([, to]) => to.includes('#'));
		expect(fragments.length).toBeGreaterThan(20);
		for (const [from, to] of fragments) {
			const [path = '', id] = to.split('#', 2);
			expect(pages.get(path)?.html, `${to} on ${from}`).toContain(`id="${id}"`);
		}
	});

	test('[F5] says nothing of the open round', async () => {
		const reports = await fetch(`${app.origin}/api/v1/rounds`, {
			headers: { authorization: `Bearer ${coordinator}` }
		});
		const { items } = (await reports.json()) as {
			items: { id: string; title: string; number: number }[];
		};
		const open = items.find(({ number }) => number === 3);
		for (const [path, { html }] of pages) {
			expect(html, path).not.toContain(open?.title);
			expect(html, path).not.toContain(open?.id);
		}
		for (const path of [
			'',
			'/reports.json',
			'/reports.csv',
			'/reports.pdf',
			'/reports.zip',
			'/synthesis',
			'/reports/london-borough-of-hackney'
		]) {
			expect((await get(`/rounds/3${path}`)).status, path).toBe(404);
		}
	});
});

describe('a copy', () => {
	test('can be checked by anybody: sections against the list, the list against the page', async () => {
		const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
		for (const edition of [1, 2]) {
			const address = `${report}/editions/${edition}`;
			const zip = new Uint8Array(await (await get(`${address}.zip`)).arrayBuffer());
			const files = unzipSync(zip);
			const list = files['SHA256SUMS'] ?? new Uint8Array();
			for (const line of strFromU8(list).trimEnd().split('\n')) {
				const [hash, name = ''] = line.split('  ');
				expect(sha256(files[name] ?? new Uint8Array()), name).toBe(hash);
			}
			const page = (await (await get(address)).text()).replace(/<[^>]+>|<!--.*?-->/g, '');
			expect(page).toContain(sha256(list));
			const copy = (await (await get(`${address}.json`)).json()) as { sha256: string };
			expect(copy.sha256).toBe(sha256(list));
		}
	});

	test('is no page in another format', async () => {
		for (const path of ['.exe', '.json.json', '.']) {
			expect((await get(`${report}/editions/1${path}`)).status, path).toBe(404);
		}
	});
});

describe('what may be kept', () => {
	test('whoever has a page already is told so, and sent nothing', async () => {
		const first = await get(report);
		const etag = first.headers.get('etag') ?? '';
		expect(first.headers.get('cache-control')).toBe('public, no-cache');
		for (const said of [etag, `"other", ${etag}`]) {
			const again = await get(report, { 'if-none-match': said });
			expect([again.status, await again.text()], said).toEqual([304, '']);
			expect(again.headers.get('etag')).toBe(etag);
		}
		expect((await get(report, { 'if-none-match': 'W/"other"' })).status).toBe(200);
	});

	test('the second visitor is given the very page that was made for the first, packed or not', async () => {
		const plain = { 'accept-encoding': 'identity' };
		const texts = await Promise.all(
			[{}, {}, plain, plain].map(async (headers) => (await get('/rounds/2', headers)).text())
		);
		expect(new Set(texts).size).toBe(1);
		const packed = await get('/rounds/2', { 'accept-encoding': 'gzip' });
		expect(packed.headers.get('content-encoding')).toBe('gzip');
		expect((await get('/rounds/2', plain)).headers.get('content-encoding')).toBeNull();
	});

	test('nothing that a member is shown is kept or shared', async () => {
		const etag = (await get('/rounds')).headers.get('etag') ?? '';
		for (const [name, value] of [
			['cookie', leeds],
			['authorization', `Bearer ${coordinator}`]
		] as const) {
			const response = await get('/rounds', { [name]: value, 'if-none-match': etag });
			expect(response.status).toBe(200);
			expect(response.headers.get('cache-control')).toBe('no-store');
			expect(await response.text()).toContain('Progress Report No. 3');
		}
		expect(await (await get('/rounds')).text()).not.toContain('Progress Report No. 3');
	});

	test('neither signing in nor a failed page is of the record', async () => {
		for (const path of ['/sign-in', '/set-up/nothing', '/rounds/99', '/commitments/8/across']) {
			expect((await get(path)).headers.get('cache-control') ?? '', path).not.toContain('public');
		}
	});

	test('at the minute of publication every page is made anew', async () => {
		const api = (path: string, init: RequestInit = {}) =>
			fetch(`${app.origin}/api/v1${path}`, {
				...init,
				headers: { authorization: `Bearer ${coordinator}`, 'content-type': 'application/json' }
			});
		const before = (await get('/rounds')).headers.get('etag') ?? '';
		expect((await get('/rounds/3')).status).toBe(404);
		const { items } = (await (await api('/rounds')).json()) as {
			items: { id: string; number: number }[];
		};
		const id = items.find(({ number }) => number === 3)?.id ?? '';
		const set = await api(`/rounds/${id}/publication`, {
			method: 'POST',
			body: JSON.stringify({
				at: new Date(Date.now() + 500).toISOString(),
				reason: 'A test of the day.'
			})
		});
		expect(set.ok, await set.text()).toBe(true);
		await expect.poll(async () => (await get('/rounds/3')).status, { timeout: 20_000 }).toBe(200);
		const after = await get('/rounds', { 'if-none-match': before });
		expect(after.status).toBe(200);
		expect(await after.text()).toContain('Progress Report No. 3');
	});
});
