// Mails turned off from the mail itself, on the pages as they are built: by a mail program with one click, and by a
// person without signing in.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';

let app: RunningApp;
let address: string;

beforeAll(async () => {
	app = await startApp();
	// A round's dates move, and everybody who takes part in it is told by mail.
	const token = await app.token('coordinator@demo.test');
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const rounds = (await (await fetch(`${app.origin}/api/v1/rounds`, { headers })).json()) as {
		items: { id: string; state: string; draftsDueOn: string }[];
	};
	const round = rounds.items.find(({ state }) => state === 'open');
	const later = new Date(Date.parse(round?.draftsDueOn ?? '') + 86_400_000);
	await fetch(`${app.origin}/api/v1/rounds/${round?.id}/dates`, {
		method: 'POST',
		headers,
		body: JSON.stringify({
			draftsDueOn: later.toISOString().slice(0, 10),
			reason: 'Three boards meet a day later.'
		})
	});
	const outbox = path.join(app.dataDir, 'outbox');
	const message = await vi.waitFor(async () => {
		const [file] = (await readdir(outbox)).filter((name) => name.endsWith('.eml'));
		return readFile(path.join(outbox, file ?? ''), 'utf8');
	}, 20_000);
	const headersOnly = (message.split('\r\n\r\n', 1)[0] ?? '').replace(/\r\n\s+/g, ' ');
	address = /^List-Unsubscribe: <(.+)>$/m.exec(headersOnly)?.[1] ?? '';
}, 40_000);
afterAll(() => app.stop());

const page = async () => (await fetch(address)).text();
const post = (body: string, to = address) =>
	fetch(to, {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body
	});

test('opening the address changes nothing: programs that look at mails open every link', async () => {
	expect(await page()).toContain('Turn these mails off?');
	expect(await page()).toContain('Turn these mails off?');
});

test('a mail program turns them off with one click, without cookie and origin, twice the same', async () => {
	expect((await post('List-Unsubscribe=One-Click')).status).toBe(200);
	expect((await post('List-Unsubscribe=One-Click')).status).toBe(200);
	expect(await page()).toContain('These mails are turned off');
});

test('a person turns them on again there', async () => {
	const answer = await fetch(`${address}?/on`, {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded', origin: app.origin },
		body: ''
	});
	expect(answer.status).toBe(200);
	expect(await page()).toContain('Turn these mails off?');
});

test('an address nobody was sent, and a post that says something else, turn nothing off', async () => {
	expect(
		(await post('List-Unsubscribe=One-Click', `${app.origin}/unsubscribe/a.digest`)).status
	).toBe(404);
	expect((await fetch(`${app.origin}/unsubscribe/a.digest`)).status).toBe(404);
	expect((await post('x=y')).status).toBe(400);
	expect(await page()).toContain('Turn these mails off?');
});
